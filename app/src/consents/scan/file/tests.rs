//! Files as scanners, phones and others send them, made here byte by byte.
use super::*;
use image::{GenericImageView, Rgb, RgbImage};
use rstest::rstest;

const PLACE: &[u8] = b"N59.39 E17.93 IN TENSTA";

/// A picture, twice as wide as it is high, whose left half is dark.
fn wide() -> RgbImage {
    RgbImage::from_fn(64, 32, |x, _| if x < 32 { Rgb([10, 10, 10]) } else { Rgb([240, 240, 240]) })
}

fn a_jpeg() -> Vec<u8> {
    let mut bytes = Vec::new();
    wide().write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 90)).expect("a JPEG");
    bytes
}

fn a_png() -> Vec<u8> {
    let mut bytes = Vec::new();
    wide().write_with_encoder(PngEncoder::new(&mut bytes)).expect("a PNG");
    bytes
}

fn a_pdf(more: &str) -> Vec<u8> {
    format!("%PDF-1.4\n1 0 obj\n<< /Type /Catalog {more} >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n")
        .into()
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).expect("a short segment");
    [&[0xff, marker], length.to_be_bytes().as_slice(), content].concat()
}

/// What a phone notes: how it was held, where it was, and a small picture of its own.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tiff.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
    tiff.extend([0; 4]);
    tiff.extend([1, 0, 0x1b, 0, 2, 0, u8::try_from(PLACE.len()).expect("short"), 0, 0, 0, 56, 0, 0, 0]);
    tiff.extend([0; 4]);
    tiff.extend(PLACE);
    tiff.extend([0xff, 0xd8, 0xff, 0xd9]);
    segment(0xe1, &[b"Exif\0\0".as_slice(), &tiff].concat())
}

/// The JPEG with everything in its head that must not be kept, and a page for a browser behind it.
fn noted(orientation: u8) -> Vec<u8> {
    let jpeg = a_jpeg();
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend(exif(orientation));
    bytes.extend(segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0".as_slice(), PLACE].concat()));
    bytes.extend(segment(0xed, &[b"Photoshop 3.0\0".as_slice(), PLACE].concat()));
    bytes.extend(segment(0xfe, PLACE));
    bytes.extend(&jpeg[2..]);
    bytes.extend(b"<script>alert(1)</script>");
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { 0xedb8_8320 ^ (c >> 1) } else { c >> 1 })
    })
}

fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let named = [kind.as_slice(), content].concat();
    let length = u32::try_from(content.len()).expect("a short chunk").to_be_bytes();
    [length.as_slice(), &named, &crc(&named).to_be_bytes()].concat()
}

/// The PNG with texts behind its head (8 + 25 bytes).
fn annotated() -> Vec<u8> {
    let (png, exif) = (a_png(), exif(1));
    let texts = [
        chunk(b"tEXt", &[b"Comment\0".as_slice(), PLACE].concat()),
        chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(), PLACE].concat()),
        chunk(b"eXIf", &exif[10..]),
        chunk(b"tIME", &[7, 234, 1, 1, 1, 1, 1]),
    ];
    [&png[..33], &texts.concat(), &png[33..], b"<script>alert(1)</script>"].concat()
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    has(bytes, words)
}

#[rstest]
#[case::pdf(a_pdf(""), Ok(ScanKind::Pdf))]
#[case::pdf_2(b"%PDF-2.0\nstartxref\n0\n%%EOF".to_vec(), Ok(ScanKind::Pdf))]
#[case::jpeg(a_jpeg(), Ok(ScanKind::Jpeg))]
#[case::png(a_png(), Ok(ScanKind::Png))]
#[case::nothing(vec![], Err(NotAScan::Empty))]
#[case::page(b"<!doctype html><script>alert(1)</script>".to_vec(), Err(NotAScan::OtherType))]
#[case::page_before_a_pdf([b"<script>alert(1)</script>\n".as_slice(), &a_pdf("")].concat(), Err(NotAScan::OtherType))]
#[case::drawing(b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), Err(NotAScan::OtherType))]
#[case::gif(b"GIF89a\x01\0\x01\0".to_vec(), Err(NotAScan::OtherType))]
#[case::program(b"MZ\x90\0".to_vec(), Err(NotAScan::OtherType))]
#[case::packed(b"PK\x03\x04".to_vec(), Err(NotAScan::OtherType))]
#[case::phone(b"\0\0\0\x18ftypheic".to_vec(), Err(NotAScan::OtherType))]
#[case::unknown_pdf(b"%PDF-9.9\nstartxref\n0\n%%EOF".to_vec(), Err(NotAScan::OtherType))]
#[case::cut_pdf(a_pdf("")[..60].to_vec(), Err(NotAScan::Broken))]
#[case::locked_pdf(a_pdf("/Encrypt 5 0 R"), Err(NotAScan::Locked))]
#[case::half_a_jpeg(a_jpeg()[..a_jpeg().len() / 2].to_vec(), Err(NotAScan::Broken))]
#[case::half_a_jpeg_with_a_whole_one_in_its_head(noted(1)[..noted(1).len() * 3 / 4].to_vec(), Err(NotAScan::Broken))]
#[case::head_of_a_jpeg(vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0], Err(NotAScan::Broken))]
#[case::half_a_png(a_png()[..a_png().len() / 2].to_vec(), Err(NotAScan::Broken))]
fn what_it_is_is_read_from_the_bytes(#[case] bytes: Vec<u8>, #[case] is: Result<ScanKind, NotAScan>) {
    assert_eq!(clean(&bytes).map(|c| c.kind), is);
}

#[test]
fn ten_megabytes_and_not_a_byte_more() {
    let filled = |length: usize| {
        let mut pdf = b"%PDF-1.4\n".to_vec();
        pdf.resize(length - 20, b' ');
        pdf.extend(b"\nstartxref\n9\n%%EOF\n\n");
        pdf
    };
    let largest = usize::try_from(LARGEST).expect("a length");
    let whole = filled(largest);
    assert_eq!(whole.len(), largest);
    assert_eq!(clean(&whole).map(|c| c.bytes.len()), Ok(largest));
    assert_eq!(clean(&filled(largest + 1)), Err(NotAScan::TooLarge));
}

/// The head alone says how large it is: nothing is read before that is known to be borne.
#[rstest]
#[case(30_000, 30_000)]
#[case(2_000_000_000, 2)]
fn a_picture_that_would_fill_the_memory_is_not_read(#[case] width: u32, #[case] height: u32) {
    let head = [width.to_be_bytes().as_slice(), &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let points = [0x78, 0x9c, 0x03, 0, 0, 0, 0, 1];
    let parts = [chunk(b"IHDR", &head), chunk(b"IDAT", &points), chunk(b"IEND", &[])];
    let png = [b"\x89PNG\r\n\x1a\n".as_slice(), &parts.concat()].concat();
    assert_eq!(clean(&png), Err(NotAScan::TooManyPoints));
}

#[test]
fn of_a_jpeg_the_picture_alone_is_kept() {
    let before = noted(1);
    assert!(holds(&before, PLACE) && holds(&before, b"Exif") && holds(&before, b"<script>"));
    let kept = clean(&before).expect("a scan").bytes;
    for words in [PLACE, b"Exif", b"adobe", b"Photoshop", b"<script>"] {
        assert!(!holds(&kept, words), "{}", String::from_utf8_lossy(words));
    }
    let mut at = 2;
    while kept[at + 1] != 0xda {
        assert!([0xe0, 0xdb, 0xc0, 0xc4].contains(&kept[at + 1]), "a segment {:x}", kept[at + 1]);
        at += 2 + usize::from(u16::from_be_bytes([kept[at + 2], kept[at + 3]]));
    }
    assert!(kept.ends_with(&[0xff, 0xd9]));
    let picture = image::load_from_memory_with_format(&kept, ImageFormat::Jpeg).expect("it can be read");
    assert_eq!(picture.dimensions(), (64, 32));
    assert!(picture.get_pixel(4, 16).0[0] < 60 && picture.get_pixel(60, 16).0[0] > 200);
}

#[test]
fn of_a_png_the_picture_alone_is_kept() {
    let before = annotated();
    assert!(holds(&before, PLACE) && holds(&before, b"eXIf"));
    let kept = clean(&before).expect("a scan").bytes;
    assert!(!holds(&kept, PLACE) && !holds(&kept, b"<script>"));
    let (mut at, mut kinds) = (8, Vec::new());
    while at < kept.len() {
        let length = u32::from_be_bytes([kept[at], kept[at + 1], kept[at + 2], kept[at + 3]]);
        kinds.push(String::from_utf8_lossy(&kept[at + 4..at + 8]).into_owned());
        at += 12 + usize::try_from(length).expect("a length");
    }
    kinds.dedup();
    assert_eq!(kinds, ["IHDR", "IDAT", "IEND"]);
    let picture = image::load_from_memory_with_format(&kept, ImageFormat::Png).expect("it can be read");
    assert_eq!(picture.to_rgb8(), wide(), "point by point");
}

/// As the camera noted how it was held: 6 and 8 stand on their side, 3 on its head.
#[rstest]
#[case(1, (64, 32), (4, 16))]
#[case(3, (64, 32), (60, 16))]
#[case(6, (32, 64), (16, 4))]
#[case(8, (32, 64), (16, 60))]
fn a_picture_that_lies_on_its_side_is_turned(
    #[case] orientation: u8,
    #[case] size: (u32, u32),
    #[case] dark: (u32, u32),
) {
    let kept = clean(&noted(orientation)).expect("a scan").bytes;
    let picture = image::load_from_memory_with_format(&kept, ImageFormat::Jpeg).expect("it can be read");
    assert_eq!(picture.dimensions(), size);
    assert!(picture.get_pixel(dark.0, dark.1).0[0] < 60, "the dark half is where it was held");
    let (width, height) = size;
    let light = (width - 1 - dark.0, height - 1 - dark.1);
    assert!(picture.get_pixel(light.0, light.1).0[0] > 200);
}

#[test]
fn grey_stays_grey_and_a_pdf_stays_as_it_is() {
    let grey = DynamicImage::ImageRgb8(wide()).into_luma8();
    for format in [ImageFormat::Jpeg, ImageFormat::Png] {
        let mut bytes = Cursor::new(Vec::new());
        grey.write_to(&mut bytes, format).expect("a picture");
        let kept = clean(&bytes.into_inner()).expect("a scan").bytes;
        let kept = image::load_from_memory_with_format(&kept, format).expect("it can be read");
        assert!(!kept.color().has_color(), "{format:?}");
    }
    let pdf = a_pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>");
    assert_eq!(clean(&pdf).map(|c| c.bytes), Ok(pdf));
}
