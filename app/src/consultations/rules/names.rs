//! What looks like the name of a person. It warns only: what it takes for one can be a place or an office. Pure.
//!
//! Four signs (*design*): a capitalised word after "heter" and the like; two capitalised words beside each other; one that
//! is a common first name, wherever it stands. Places and offices of the association are no names, nor are words that begin
//! a sentence.

/// After these comes a name.
const CUES: [&str; 8] = ["heter", "hette", "kallas", "namn", "namnet", "named", "called", "name"];

/// Words that begin a sentence before a name, or instead of one.
const STARTERS: &str = "\
    jag du han hon hen vi ni de den det en ett min mitt mina vår vårt våra hans hennes när om men och så då nu där \
    här sedan efter innan före i på hos från till med som vad vem hur varför vilken vilka vilket kan ska har är \
    finns behöver vill enligt både även också för under utan mamma pappa personen kvinnan mannen klienten deltagaren \
    per bo the a an he she they we you it when if but and then after before in at on from to with who what how why \
    which can is has my our his her their";

/// Ends of words for offices, places and interventions.
const PLACES: &str = "\
    torg torget kassan kassa förmedlingen tjänst tjänsten vård vården central centralen mottagning mottagningen \
    gatan vägen kommun kommunen sjukhus sjukhuset skola skolan förbund förbundet förvaltning förvaltningen centrum \
    psykiatri psykiatrin platsen verkstan katalogen domstol domstolen nämnd nämnden stad län holm holmen";

/// Words that are capitalised and nobody's name.
const KNOWN: &str = "\
    finsam jobbtorg lots team region stockholm göteborg malmö uppsala sverige sweden swedish svenska mia vidare rätt \
    stöd alfa iwork prolog bron unga vuxen samhall lärvux komvux norra södra västra östra city järva måndag tisdag \
    onsdag torsdag fredag lördag söndag monday tuesday wednesday thursday friday saturday sunday january february \
    march april may june july august september october november december jul påsk ramadan eid försörjningsstöd \
    aktivitetsersättning sjukersättning english";

/// First names that many have, in Sweden and in the languages that people here speak. A word that is also another is left
/// out.
const FIRST_NAMES: &str = "\
    adam ahmad ahmed alexander ali alice amina amir amira anders andreas anna anneli annika anton astrid axel barbro \
    birgitta britt camilla carina carl caroline cecilia charlotte christer christina christian daniel david ebba \
    elias elin elisabeth elsa emelie emil emma erik eva fatima felix filip frida fredrik gabriel gunilla gunnar \
    gustav hanna hassan helena henrik hugo ibrahim ida inger ingrid isabelle jakob jan jenny jesper jessica joakim \
    johan johanna johannes john jonas josef josefin julia karin karl katarina kerstin khadija klara kristina lars \
    lena leila lennart linda linnea linus lisa louise lovisa lucas lukas maja malin margareta maria marie martin \
    maryam mats mattias michael mikael mohamed mohammad mohammed monica mustafa nils nour olof oscar oskar patrik \
    pernilla peter petra pia rasmus rebecka robert robin roger samira samuel sandra sara sebastian simon sofia sofie \
    stefan susanne sven therese thomas tobias tomas ulf ulla ulrika veronica victor viktor viktoria william yasmin \
    yonas younes yusuf zahra åke åsa";

struct Word<'a> {
    text: &'a str,
    /// It begins the text, a sentence or a line.
    begins: bool,
    /// Nothing but a space stands between it and the word before.
    follows: bool,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let inside = |c: char| c.is_alphanumeric() || c == '-' || c == '\'' || c == '’';
    let (mut found, mut before) = (Vec::new(), 0);
    let mut rest = 0;
    while let Some(from) = text[rest..].find(inside).map(|at| rest + at) {
        let to = text[from..].find(|c: char| !inside(c)).map_or(text.len(), |at| from + at);
        let between = &text[before..from];
        let begins = found.is_empty() || between.contains(['.', '!', '?', '\n', ':', '"', '”', '•']);
        let follows = !found.is_empty() && between.chars().all(|c| c == ' ' || c == '\u{a0}');
        found.push(Word { text: &text[from..to], begins, follows });
        (before, rest) = (to, to);
    }
    found
}

/// The word in small letters, without the ending of whose it is.
fn plain(word: &str) -> String {
    let lower = word.to_lowercase();
    lower.strip_suffix("'s").or_else(|| lower.strip_suffix("’s")).map_or(lower.clone(), str::to_owned)
}

fn is_first_name(word: &str) -> bool {
    let plain = plain(word);
    let bare = plain.strip_suffix('s').unwrap_or(&plain);
    FIRST_NAMES.split(' ').any(|name| name == plain || name == bare)
}

/// Begins with a capital letter and goes on with small ones: not FINSAM, not LSS.
fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

fn is_known(word: &str, known: &[String]) -> bool {
    let plain = plain(word);
    let bare = plain.strip_suffix('s').unwrap_or(&plain);
    let is = |of: &str| of == plain || of == bare;
    KNOWN.split(' ').any(is)
        || known.iter().any(|k| is(k))
        || PLACES.split(' ').any(|end| plain.ends_with(end) || bare.ends_with(end))
}

/// What in the text looks like names, in its order, each once. `known` are words of places and offices in small letters.
pub fn name_like(text: &str, known: &[String]) -> Vec<String> {
    let words = words(text);
    let is_name = |i: usize| words.get(i).is_some_and(|w| is_capitalised(w.text) && !is_known(w.text, known));
    let (mut found, mut i) = (Vec::<String>::new(), 0);
    while i < words.len() {
        if !is_name(i) {
            i += 1;
            continue;
        }
        let word = &words[i];
        // as many as stand beside each other
        let beside = (i + 1..words.len()).take_while(|j| words[*j].follows && is_name(*j)).count();
        // a sentence's first word is capitalised in any case
        let starter = STARTERS.split(' ').any(|starter| starter == plain(word.text));
        let starts = word.begins && (starter || (beside > 1 && !is_first_name(word.text)));
        let cued = i > 0 && !word.begins && CUES.contains(&plain(words[i - 1].text).as_str());
        if !starts && (beside > 0 || cued || is_first_name(word.text)) {
            let name = words[i..=i + beside].iter().map(|w| w.text).collect::<Vec<_>>().join(" ");
            if !found.contains(&name) {
                found.push(name);
            }
            i += beside;
        }
        i += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn known() -> Vec<String> {
        ["kista", "rinkeby", "globen", "tensta"].map(str::to_owned).to_vec()
    }

    #[rstest]
    #[case("Hon heter Anna.", &["Anna"])]
    #[case("En man som heter Xerxes", &["Xerxes"])]
    #[case("kallas Lillan av alla", &["Lillan"])]
    #[case("a woman named Nneka", &["Nneka"])]
    #[case("Jag har träffat Anna Berg två gånger.", &["Anna Berg"])]
    #[case("Anna Berg har varit sjukskriven.", &["Anna Berg"])]
    #[case("När Tova Ek kom hit", &["Tova Ek"])]
    #[case("Jag träffade Johan i går, och Johans mamma.", &["Johan", "Johans"])]
    #[case("Fatima vill arbeta.", &["Fatima"])]
    #[case("Handläggare Lo Stensson-Åberg", &["Lo Stensson-Åberg"])]
    #[case("Hälsa Anna Berg.", &["Anna Berg"])]
    #[case("I spoke to Samira's brother", &["Samira's"])]
    fn a_name_is_seen(#[case] text: &str, #[case] names: &[&str]) {
        assert_eq!(name_like(text, &known()), names);
    }

    #[rstest]
    #[case("Personen går på Jobbtorg Kista och har kontakt med Försäkringskassan.")]
    #[case("Har sökt till Rinkeby Vårdcentral och Tensta Mottagning.")]
    #[case("Kommer på Måndag eller Tisdag.")]
    #[case("Jag undrar. Hon vill. Kan Arbetsförmedlingen vara med?")]
    #[case("FINSAM-team, LSS och SFI. Rätt stöd för mig! MIA Vidare. OSA.")]
    #[case("Samordningsförbundet Stockholms Stad")]
    #[case("Per vecka arbetar personen tio timmar.")]
    #[case("Insatsen heter Aktivitetsplatsen.")]
    #[case("En person som inte orkar öppna posten\nOch som har hyresskulder")]
    #[case("They come on Monday. What can Jobbtorg do?")]
    #[case("")]
    fn an_office_a_place_and_a_day_are_no_names(#[case] text: &str) {
        assert_eq!(name_like(text, &known()), Vec::<String>::new());
    }
}
