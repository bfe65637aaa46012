//! From received bytes to what is kept. What a file is called, and what it says that it is, counts for nothing.
//!
//! A picture is read to its points and written anew, turned as its camera noted: nothing else that was in the file is kept,
//! neither place, time and device nor what stood behind the picture. A PDF is kept as it is and never opened here.
use super::rules::{LARGEST, ScanKind};
use crate::kernel::error::AppError;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader, Limits,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
};
use std::io::{Cursor, Read};
use tokio::sync::Semaphore;

/// So many points a picture may have: an A4 at 600 points an inch has 35 million.
const MOST_POINTS: u64 = 50_000_000;
/// So much memory its points may take, before it is turned.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;
/// How well a JPEG is written anew: no difference can be seen on a scanned paper.
const QUALITY: u8 = 88;
/// The marks of a PDF's end stand within so many last bytes (ISO 32000-1, 7.5.5, and room for what scanners add).
const PDF_END: usize = 2_048;

/// Why a file is no scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAScan {
    Empty,
    TooLarge,
    /// Neither PDF nor JPEG nor PNG.
    OtherType,
    /// It is one of these, but can't be read to its end.
    Broken,
    /// A picture with more points than are read.
    TooManyPoints,
    /// A PDF that asks for a password.
    Locked,
}

/// A scan as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clean {
    pub kind: ScanKind,
    pub bytes: Vec<u8>,
}

/// Why a received file is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotClean {
    NotAScan(NotAScan),
    App(AppError),
}

/// A picture is large once it is read: one at a time.
static ONE: Semaphore = Semaphore::const_new(1);

/// Reads a received file and makes it clean, in turn and outside the runtime's own threads.
///
/// # Errors
/// [`NotClean::NotAScan`] with what is wrong with the file; a fault where it can't be read back.
pub async fn cleaned(mut received: impl Read + Send + 'static) -> Result<Clean, NotClean> {
    let fault = |e: &dyn std::fmt::Display| NotClean::App(AppError::fault(e.to_string()));
    let turn = ONE.acquire().await.map_err(|e| fault(&e))?;
    let work = tokio::task::spawn_blocking(move || {
        let mut bytes = Vec::new();
        let read = received.by_ref().take(LARGEST + 1).read_to_end(&mut bytes);
        let clean = read.map(|_| clean(&bytes));
        // the turn goes with the work, not with the request
        drop(turn);
        clean
    });
    match work.await {
        Ok(Ok(clean)) => clean.map_err(NotClean::NotAScan),
        Ok(Err(e)) => Err(fault(&e)),
        Err(e) => Err(fault(&e)),
    }
}

/// What is kept of these bytes.
pub fn clean(received: &[u8]) -> Result<Clean, NotAScan> {
    if received.is_empty() {
        return Err(NotAScan::Empty);
    }
    if received.len() as u64 > LARGEST {
        return Err(NotAScan::TooLarge);
    }
    let kind = kind_of(received).ok_or(NotAScan::OtherType)?;
    let bytes = match kind {
        ScanKind::Pdf => pdf(received)?.to_vec(),
        ScanKind::Jpeg if !is_whole_jpeg(received) => return Err(NotAScan::Broken),
        ScanKind::Jpeg => jpeg(picture(received, ImageFormat::Jpeg)?)?,
        ScanKind::Png => png(picture(received, ImageFormat::Png)?)?,
    };
    Ok(Clean { kind, bytes })
}

/// By the first bytes, at the very beginning: what stands before them could be a page for a browser.
fn kind_of(bytes: &[u8]) -> Option<ScanKind> {
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', b'1' | b'2', b'.', ..] => Some(ScanKind::Pdf),
        [0xff, 0xd8, 0xff, ..] => Some(ScanKind::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(ScanKind::Png),
        _ => None,
    }
}

fn has(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|w| w == words)
}

fn pdf(bytes: &[u8]) -> Result<&[u8], NotAScan> {
    let end = &bytes[bytes.len().saturating_sub(PDF_END)..];
    if !has(end, b"startxref") || !has(end, b"%%EOF") {
        return Err(NotAScan::Broken);
    }
    // never packed: it stands in the trailer, or in the dictionary of the stream that takes its place (7.5.8)
    if bytes.split(|b| *b == b'/').skip(1).any(|name| name.starts_with(b"Encrypt")) {
        return Err(NotAScan::Locked);
    }
    Ok(bytes)
}

/// Whether a JPEG goes on to its end mark: a decoder fills what is missing with grey. A small picture in the head has an
/// end mark of its own, so it is looked for behind the head.
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some([0xff, marker, high, low]) = bytes.get(at..at + 4) {
        if *marker == 0xff {
            at += 1; // a byte to fill up
            continue;
        }
        let behind = at + 2 + usize::from(u16::from_be_bytes([*high, *low]));
        if *marker == 0xda {
            return bytes.get(behind..).is_some_and(|points| has(points, &[0xff, 0xd9]));
        }
        at = behind;
    }
    false
}

fn unreadable(e: ImageError) -> NotAScan {
    match e {
        ImageError::Limits(_) => NotAScan::TooManyPoints,
        _ => NotAScan::Broken,
    }
}

/// Its points, the right way up.
fn picture(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, NotAScan> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_POINTS || decoder.total_bytes() > MOST_MEMORY {
        return Err(NotAScan::TooManyPoints);
    }
    let turned = decoder.orientation().map_err(unreadable)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    picture.apply_orientation(turned);
    Ok(picture)
}

fn jpeg(picture: DynamicImage) -> Result<Vec<u8>, NotAScan> {
    let (width, height, grey) = (picture.width(), picture.height(), !picture.color().has_color());
    let (points, color) = match grey {
        true => (picture.into_luma8().into_raw(), ExtendedColorType::L8),
        false => (picture.into_rgb8().into_raw(), ExtendedColorType::Rgb8),
    };
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    encoder.write_image(&points, width, height, color).map_err(unreadable)?;
    Ok(bytes)
}

fn png(picture: DynamicImage) -> Result<Vec<u8>, NotAScan> {
    let (width, height, color) = (picture.width(), picture.height(), picture.color());
    let (points, color) = match (color.has_color(), color.has_alpha()) {
        (false, false) => (picture.into_luma8().into_raw(), ExtendedColorType::L8),
        (false, true) => (picture.into_luma_alpha8().into_raw(), ExtendedColorType::La8),
        (true, false) => (picture.into_rgb8().into_raw(), ExtendedColorType::Rgb8),
        (true, true) => (picture.into_rgba8().into_raw(), ExtendedColorType::Rgba8),
    };
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    encoder.write_image(&points, width, height, color).map_err(unreadable)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
