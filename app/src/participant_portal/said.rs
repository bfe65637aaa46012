//! What the participant's pages say, in the languages of the consent texts. The Swedish is written to be easy, so it serves
//! for easy Swedish too. No professional has checked the translations yet: the pages say so, and Swedish is one tap away.
use crate::{
    consents::{rules::Purpose, wording::rules::TextLanguage},
    organisation::rules::Party,
};

/// A fixed text in every language that a participant may choose.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Said {
    pub sv: &'static str,
    pub en: &'static str,
    pub ar: &'static str,
    pub so: &'static str,
    pub ti: &'static str,
}

impl Said {
    /// No words.
    pub const NOTHING: Said = Said { sv: "", en: "", ar: "", so: "", ti: "" };

    /// The wording in that language.
    pub fn get(self, language: TextLanguage) -> &'static str {
        match language {
            TextLanguage::Swedish | TextLanguage::EasySwedish => self.sv,
            TextLanguage::English => self.en,
            TextLanguage::Arabic => self.ar,
            TextLanguage::Somali => self.so,
            TextLanguage::Tigrinya => self.ti,
        }
    }

    /// The wording with `{}` replaced by `value`.
    pub fn with(self, language: TextLanguage, value: impl std::fmt::Display) -> String {
        self.get(language).replacen("{}", &value.to_string(), 1)
    }
}

macro_rules! said {
    ($($name:ident : $sv:literal, $en:literal, $ar:literal, $so:literal, $ti:literal;)*) => {
        $(pub const $name: Said = Said { sv: $sv, en: $en, ar: $ar, so: $so, ti: $ti };)*
        #[cfg(test)]
        const ALL: &[(&str, Said)] = &[$((stringify!($name), $name)),*];
    };
}

said! {
    OPEN_TITLE: "Öppna din sida", "Open your page", "افتح صفحتك", "Fur boggaaga", "ገጽካ ክፈት";
    OPEN_LEAD: "Skriv ditt födelsedatum och de sex siffrorna som du har fått av din kontakt.", "Write your date of birth and the six digits that your contact has given you.", "اكتب تاريخ ميلادك والأرقام الستة التي أعطاك إياها الشخص المسؤول عنك.", "Qor taariikhda dhalashadaada iyo lixda lambar ee uu ku siiyay qofka kula shaqeeya.", "ዕለት ልደትካን ካብ ተሓጋጋዚኻ ዝተዋህበካ ሽዱሽተ ቁጽርታትን ጽሓፍ።";
    BIRTH: "Födelsedatum", "Date of birth", "تاريخ الميلاد", "Taariikhda dhalashada", "ዕለት ልደት";
    BIRTH_HINT: "År, månad och dag. Till exempel 1987-03-21.", "Year, month and day. For example 1987-03-21.", "السنة والشهر واليوم. مثلاً \u{2066}1987-03-21\u{2069}.", "Sannadka, bisha iyo maalinta. Tusaale 1987-03-21.", "ዓመት፡ ወርሕን መዓልትን። ንኣብነት 1987-03-21።";
    CODE: "Sex siffror", "Six digits", "ستة أرقام", "Lix lambar", "ሽዱሽተ ቁጽርታት";
    OPEN: "Öppna", "Open", "افتح", "Fur", "ክፈት";
    WRONG: "Födelsedatumet eller siffrorna stämmer inte. Försök som är kvar: {}.", "The date of birth or the digits are not right. Tries left: {}.", "تاريخ الميلاد أو الأرقام غير صحيحة. المحاولات المتبقية: {}.", "Taariikhda dhalashada ama lambarrada ma saxna. Isku dayga haray: {}.", "ዕለት ልደት ወይ ቁጽርታት ቅኑዕ ኣይኮነን። ዝተረፈ ፈተነ፦ {}።";
    BIRTH_MISSING: "Skriv ditt födelsedatum: år, månad och dag.", "Write your date of birth: year, month and day.", "اكتب تاريخ ميلادك: السنة والشهر واليوم.", "Qor taariikhda dhalashadaada: sannadka, bisha iyo maalinta.", "ዕለት ልደትካ ጽሓፍ፦ ዓመት፡ ወርሕን መዓልትን።";
    CODE_MISSING: "Skriv de sex siffrorna.", "Write the six digits.", "اكتب الأرقام الستة.", "Qor lixda lambar.", "ሽዱሽተ ቁጽርታት ጽሓፍ።";
    THROTTLED: "Det har blivit för många försök. Vänta en stund och försök igen.", "Too many tries. Wait a while and try again.", "محاولات كثيرة. انتظر قليلاً ثم حاول مرة أخرى.", "Isku dayo badan. Wax yar sug oo mar kale isku day.", "ብዙሕ ፈተነታት። ቁሩብ ጸኒሕካ ደጊምካ ፈትን።";
    GONE_TITLE: "Länken går inte att öppna", "The link can't be opened", "لا يمكن فتح الرابط", "Xiriiriyaha lama furi karo", "እቲ መላግቦ ክኽፈት ኣይከኣልን";
    GONE_LEAD: "Be din kontakt om en ny länk. Allt går också att göra på papper tillsammans med din kontakt.", "Ask your contact for a new link. Everything can also be done on paper together with your contact.", "اطلب رابطاً جديداً من الشخص المسؤول عنك. يمكن أيضاً عمل كل شيء على الورق معه.", "Weydii qofka kula shaqeeya xiriiriye cusub. Wax kasta warqad ayaa lagu samayn karaa isaga oo kula jira.", "ሓድሽ መላግቦ ካብ ተሓጋጋዚኻ ሕተት። ኩሉ ምስ ተሓጋጋዚኻ ብወረቐት እውን ክግበር ይከኣል።";
    TYPE_TITLE: "Skriv koden från ditt papper", "Write the code from your paper", "اكتب الرمز الموجود على ورقتك", "Qor koodhka warqaddaada ku yaal", "ኣብ ወረቐትካ ዘሎ ኮድ ጽሓፍ";
    TYPE: "Kod", "Code", "الرمز", "Koodh", "ኮድ";
    TYPE_HINT: "Bokstäver och siffror i grupper om fyra.", "Letters and digits in groups of four.", "حروف وأرقام في مجموعات من أربعة.", "Xarfo iyo lambarro afar-afar ah.", "ፊደላትን ቁጽርታትን በብኣርባዕተ ዝተጉጅለ።";
    TYPE_MISSING: "Skriv hela koden som står på pappret.", "Write the whole code on the paper.", "اكتب الرمز كاملاً كما هو على الورقة.", "Qor koodhka oo dhan ee warqadda ku yaal.", "ኣብ ወረቐት ዘሎ ኮድ ምሉእ ጽሓፍ።";
    GO_ON: "Fortsätt", "Go on", "متابعة", "Sii wad", "ቀጽል";
    YOUR_PAGE: "Din sida", "Your page", "صفحتك", "Boggaaga", "ገጽካ";
    WHO_ASKS: "Vem frågar och varför", "Who is asking and why", "من يسأل ولماذا", "Yaa weydiinaya iyo sababta", "መን ይሓትት ከምኡ'ውን ንምንታይ";
    CONTACT_IS: "Din kontakt är {}.", "Your contact is {}.", "الشخص المسؤول عنك هو {}.", "Qofka kula shaqeeya waa {}.", "ተሓጋጋዚኻ {} እዩ።";
    WHY: "Flera myndigheter kan planera ditt stöd tillsammans. De får bara prata med varandra om dig om du säger ja. Du bestämmer, och du kan ändra dig när du vill.", "Several authorities can plan your support together. They may only talk to each other about you if you say yes. You decide, and you can change your mind whenever you like.", "يمكن لعدة جهات أن تخطط معاً لدعمك. لا يجوز لها أن تتحدث عنك فيما بينها إلا إذا قلت نعم. القرار لك، ويمكنك تغيير رأيك متى شئت.", "Dhowr hay'adood ayaa si wadajir ah u qorsheyn kara taageeradaada. Way iska hadli karaan adiga oo keliya haddii aad haa tiraahdo. Adigaa go'aansada, markastana waad beddeli kartaa.", "ብዙሓት ቤት-ጽሕፈታት ንሓገዝካ ብሓባር ክውጥኑ ይኽእሉ። ብዛዕባኻ ክዘራረቡ ዝኽእሉ ንስኻ እወ እንተ በልካ ጥራይ እዩ። ንስኻ ትውስን፡ ኣብ ዝደለኻዮ ግዜ ድማ ክትቅይር ትኽእል።";
    MEETING: "Ditt möte", "Your meeting", "اجتماعك", "Kulankaaga", "ኣኼባኻ";
    MEETING_TIME: "När", "When", "متى", "Goorma", "መዓስ";
    MEETING_LASTS: "Hur länge", "How long", "كم يستغرق", "Intee in le'eg", "ክንደይ ግዜ";
    MINUTES: "{} minuter", "{} minutes", "{} دقيقة", "{} daqiiqo", "{} ደቓይቕ";
    MEETING_FORM: "Hur ni ses", "How you meet", "كيف تلتقون", "Sida aad u kulmaysaan", "ብኸመይ ትራኸቡ";
    MEETING_PLACE: "Var", "Where", "أين", "Halkee", "ኣበይ";
    MEETING_WHO: "De här kommer", "These will be there", "من سيحضر", "Kuwa imanaya", "ዝመጹ";
    DOES_SOCIAL: "hjälper till med pengar att leva på, boende och stöd i vardagen", "helps with money to live on, housing and everyday support", "تساعد في المال للمعيشة والسكن والدعم في الحياة اليومية", "waxay ka caawisaa lacagta nolosha, guriga iyo taageerada maalinlaha ah", "ንመነባብሮ ገንዘብ፡ መንበሪ ገዛን መዓልታዊ ደገፍን ይሕግዝ";
    DOES_JOBBTORG: "hjälper dig närmare arbete eller studier", "helps you towards work or studies", "يساعدك على الاقتراب من العمل أو الدراسة", "waxay kaa caawisaa shaqo ama waxbarasho", "ናብ ስራሕ ወይ ትምህርቲ ንክትቀርብ ይሕግዝ";
    DOES_EMPLOYMENT: "hjälper dig hitta arbete och program", "helps you find work and programmes", "يساعدك في إيجاد عمل وبرامج", "wuxuu kaa caawiyaa helidda shaqo iyo barnaamijyo", "ስራሕን መደባትን ንክትረክብ ይሕግዝ";
    DOES_INSURANCE: "betalar ersättning när man är sjuk, och hjälper till att planera vägen tillbaka till arbete", "pays benefit in times of illness and coordinates rehabilitation", "يدفع تعويضاً عند المرض وينسق إعادة التأهيل", "waxay bixisaa lacag marka qofku buko waxayna isku xirtaa dhaqancelinta", "ኣብ እዋን ሕማም ክፍሊት ይህብ፡ ተሃድሶ ድማ የወሃህድ";
    DOES_HEALTH: "hjälper till med vård och rehabilitering", "helps with care and rehabilitation", "تساعد في الرعاية وإعادة التأهيل", "waxay ka caawisaa daryeelka iyo dhaqancelinta", "ብክንክንን ተሃድሶን ይሕግዝ";
    ANSWERS: "Dina svar", "Your answers", "إجاباتك", "Jawaabahaaga", "መልስታትካ";
    SHARE: "Dela uppgifter i teamet", "Share information in the team", "مشاركة المعلومات في الفريق", "Wadaagga macluumaadka kooxda", "ኣብ ጉጅለ ሓበሬታ ምክፋል";
    SUS: "Vara med i registret SUS", "Be registered in SUS", "التسجيل في SUS", "Diiwaangelinta SUS", "ኣብ SUS ምምዝጋብ";
    SURVEY: "Kontaktas för en enkät", "Be contacted for a survey", "التواصل معك من أجل استبيان", "Lagula soo xiriiro sahan", "ንመጽናዕቲ ርክብ ምግባር";
    SAID_YES: "Du har sagt ja.", "You have said yes.", "لقد قلت نعم.", "Waxaad tidhi haa.", "እወ ኢልካ።";
    SAID_YES_TO: "Du har sagt ja till: {}.", "You have said yes to: {}.", "لقد قلت نعم لـ: {}.", "Waxaad haa u tidhi: {}.", "እወ ዝበልካዮም፦ {}።";
    SAID_NO: "Du har sagt nej.", "You have said no.", "لقد قلت لا.", "Waxaad tidhi maya.", "ኣይፋል ኢልካ።";
    SAID_NOTHING: "Du har inte svarat.", "You have not answered.", "لم تُجب بعد.", "Weli kama jawaabin.", "ገና ኣይመለስካን።";
    READ_ANSWER: "Läs och svara", "Read and answer", "اقرأ وأجب", "Akhri oo ka jawaab", "ኣንብብን መልስን";
    LISTEN: "Lyssna", "Listen", "استمع", "Dhageyso", "ስማዕ";
    STOP: "Sluta läsa", "Stop reading", "أوقف القراءة", "Jooji akhriska", "ምንባብ ኣቋርጽ";
    YES: "Ja", "Yes", "نعم", "Haa", "እወ";
    NO: "Nej", "No", "لا", "Maya", "ኣይፋል";
    EACH: "Säg ja eller nej för var och en", "Say yes or no for each", "قل نعم أو لا لكل جهة", "Mid walba u sheeg haa ama maya", "ንነፍሲ ወከፍ እወ ወይ ኣይፋል በል";
    ANSWER: "Ditt svar", "Your answer", "إجابتك", "Jawaabtaada", "መልስኻ";
    ANSWER_MISSING: "Svara ja eller nej.", "Answer yes or no.", "أجب بنعم أو لا.", "Ku jawaab haa ama maya.", "እወ ወይ ኣይፋል ብምባል መልስ።";
    NAME: "Skriv ditt namn", "Write your name", "اكتب اسمك", "Qor magacaaga", "ስምካ ጽሓፍ";
    NAME_HINT: "Då har du skrivit under.", "That is your signature.", "هذا هو توقيعك.", "Taasi waa saxiixaaga.", "እዚ ፌርማኻ እዩ።";
    NAME_MISSING: "Skriv ditt namn för att skriva under.", "Write your name to sign.", "اكتب اسمك للتوقيع.", "Qor magacaaga si aad u saxiixdo.", "ንምፍራም ስምካ ጽሓፍ።";
    SIGN: "Skriv under", "Sign", "وقّع", "Saxiix", "ፈርም";
    NEW_TEXT: "Texten har ändrats. Läs den nya texten och svara igen.", "The text has been changed. Read the new text and answer again.", "لقد تغيّر النص. اقرأ النص الجديد وأجب مرة أخرى.", "Qoraalka waa la beddelay. Akhri kan cusub oo mar kale ka jawaab.", "እቲ ጽሑፍ ተቐይሩ። ነቲ ሓድሽ ኣንቢብካ ደጊምካ መልስ።";
    ALL_ANSWERED: "Du har redan svarat på det här. Du kan ta tillbaka ditt ja om du vill ändra dig.", "You have already answered this. If you want to change your mind you can withdraw your yes.", "لقد أجبت على هذا من قبل. إذا أردت تغيير رأيك يمكنك سحب موافقتك.", "Tan hore ayaad uga jawaabtay. Haddii aad rabto inaad beddesho waxaad kala noqon kartaa haadaada.", "ነዚ ድሮ መሊስካ ኣለኻ። ክትቅይሮ እንተ ደሊኻ ፍቓድካ ክትስሕብ ትኽእል።";
    SAVED: "Tack. Ditt svar är sparat.", "Thank you. Your answer is saved.", "شكراً. تم حفظ إجابتك.", "Mahadsanid. Jawaabtaada waa la keydiyay.", "የቐንየለይ። መልስኻ ተዓቂቡ።";
    RECEIPT: "Kvitto", "Receipt", "إيصال", "Rasiidh", "ቅብሊት";
    RECEIPT_LEAD: "Du kan skriva ut eller spara sidan.", "You can print or save the page.", "يمكنك طباعة الصفحة أو حفظها.", "Bogga waad daabici kartaa ama keydin kartaa.", "ነዚ ገጽ ክትሕትሞ ወይ ክትዕቅቦ ትኽእል።";
    SIGNED: "Underskrift", "Signature", "التوقيع", "Saxiixa", "ፌርማ";
    ON_DAY: "Datum", "Date", "التاريخ", "Taariikhda", "ዕለት";
    UNTIL: "Gäller till", "Valid until", "صالحة حتى", "Wuxuu ansax yahay ilaa", "ዝጸንሓሉ ግዜ ክሳብ";
    TEXT_READ: "Texten som du läste", "The text that you read", "النص الذي قرأته", "Qoraalka aad akhriday", "ዘንበብካዮ ጽሑፍ";
    TO_START: "Till din sida", "To your page", "إلى صفحتك", "Ku noqo boggaaga", "ናብ ገጽካ";
    WITHDRAW: "Ta tillbaka ett ja", "Withdraw a yes", "سحب الموافقة", "Kala noqo haadaada", "ፍቓድ ምስሓብ";
    WITHDRAW_LEAD: "Du kan ändra dig när du vill. Du behöver inte säga varför.", "You can change your mind whenever you like. You need not say why.", "يمكنك تغيير رأيك متى شئت. لا تحتاج إلى ذكر السبب.", "Markastaad rabto waad beddeli kartaa. Uma baahnid inaad sababta sheegto.", "ኣብ ዝደለኻዮ ግዜ ክትቅይር ትኽእል። ምኽንያት ክትነግር ኣየድልየካን።";
    WITHDRAW_ALL: "Ingen ska få läsa om mig", "Nobody shall read about me", "لا يجوز لأحد أن يقرأ عني", "Cidna yaanay wax iga akhriyin", "ሓደ እኳ ብዛዕባይ ከይንብብ";
    WITHDRAW_PARTY: "{} ska inte få läsa om mig", "{} shall not read about me", "لا يجوز لـ {} أن تقرأ عني", "{} yaanay wax iga akhriyin", "{} ብዛዕባይ ከይንብብ";
    WITHDRAW_SUS: "Jag vill inte vara med i SUS", "I don't want to be in SUS", "لا أريد أن أكون في SUS", "Ma rabo inaan ku jiro SUS", "ኣብ SUS ክህሉ ኣይደልን";
    WITHDRAW_SURVEY: "Jag vill inte bli kontaktad för en enkät", "I don't want to be contacted for a survey", "لا أريد أن يتم التواصل معي من أجل استبيان", "Ma rabo in sahan la iigu soo xiriiro", "ንመጽናዕቲ ክርከብ ኣይደልን";
    EFFECT_SHARE: "Det gäller direkt. De som inte längre får läsa kan inte öppna ditt ärende. Din kontakt kan fortfarande läsa det som de själva har skrivit. Koordinatorn, som ordnar mötena, ser att ärendet finns och när ni ska träffas.", "It takes effect at once. Those who may no longer read can't open your case. Your contact can still read what they have written themselves. The coordinator, who arranges the meetings, sees that the case is there and when you are to meet.", "يسري ذلك فوراً. من لم يعد مسموحاً لهم بالقراءة لا يمكنهم فتح ملفك. لا يزال بإمكان الشخص المسؤول عنك قراءة ما كتبه هو بنفسه. المنسق الذي يرتب الاجتماعات يرى أن الملف موجود وموعد لقائكم.", "Isla markiiba way dhaqan geleysaa. Kuwa aan mar dambe akhriyi karin ma furi karaan kiiskaaga. Qofka kula shaqeeya weli wuu akhriyi karaa wixii uu isagu qoray. Isuduwaha kulamada qabanqaabiya wuxuu arkaa in kiisku jiro iyo goorta aad kulmaysaan.", "ብቕጽበት ይሰርሕ። ደጊም ከንብቡ ዘይፍቀዶም ጉዳይካ ክኸፍቱ ኣይክእሉን። ተሓጋጋዚኻ ነቲ ባዕሉ ዝጸሓፎ ገና ከንብቦ ይኽእል። እቲ ኣኼባታት ዘዳሉ ኣወሃሃዲ ጉዳይካ ከም ዘሎን መዓስ ከም እትራኸቡን ይርኢ።";
    EFFECT_OTHER: "Du får samma hjälp som förut.", "You get the same help as before.", "ستحصل على نفس المساعدة كما من قبل.", "Waxaad heleysaa isla caawimaaddii hore.", "ከም ቀደም ሓደ ዓይነት ሓገዝ ትረክብ።";
    WITHDRAW_BUTTON: "Ta tillbaka", "Withdraw", "اسحب", "Kala noqo", "ሰሓብ";
    WITHDRAWN: "Klart. Det gäller från nu.", "Done. It applies from now on.", "تم. يسري ذلك من الآن.", "Waa dhammaatay. Hadda laga bilaabo ayay shaqeyneysaa.", "ተወዲኡ። ካብ ሕጂ ጀሚሩ ይሰርሕ።";
    NOTHING_GIVEN: "Det finns inget att ta tillbaka.", "There is nothing to withdraw.", "لا يوجد ما يمكن سحبه.", "Ma jiro wax la kala noqdo.", "ክስሓብ ዝኽእል ነገር የለን።";
    BACK: "Tillbaka", "Back", "رجوع", "Dib u noqo", "ተመለስ";
    READERS: "Vilka har läst om dig", "Who has read about you", "من قرأ عنك", "Yaa wax kaa akhriyay", "መን ብዛዕባኻ ኣንቢቡ";
    READERS_LEAD: "Varje gång någon öppnar ditt ärende sparas det.", "Each time someone opens your case it is noted.", "في كل مرة يفتح فيها أحد ملفك يتم تسجيل ذلك.", "Mar kasta oo qof furo kiiskaaga waa la diiwaangeliyaa.", "ሓደ ሰብ ጉዳይካ ኣብ ዝኸፍተሉ እዋን ይምዝገብ።";
    NOBODY: "Ingen har läst än.", "Nobody has read yet.", "لم يقرأ أحد بعد.", "Weli cidi ma akhriyin.", "ክሳብ ሕጂ ዘንበበ የለን።";
    SHUT_AFTER: "Sidan stängs av sig själv när du inte har använt den på 15 minuter.", "The page shuts by itself when you have not used it for 15 minutes.", "تُغلق الصفحة تلقائياً إذا لم تستخدمها لمدة 15 دقيقة.", "Boggu keligiis ayuu xirmayaa haddaadan isticmaalin 15 daqiiqo.", "ን15 ደቓይቕ እንተ ዘይተጠቒምካሉ እዚ ገጽ ባዕሉ ይዕጾ።";
    SHUT_SOON: "Sidan stängs snart.", "The page will soon be shut.", "ستُغلق الصفحة قريباً.", "Boggu dhowaan ayuu xirmayaa.", "እዚ ገጽ ድሕሪ ቁሩብ ክዕጾ እዩ።";
    STAY: "Jag är kvar", "I am still here", "ما زلت هنا", "Weli waan joogaa", "ኣብዚ ኣለኹ";
    BEHIND: "Den svenska texten är nyare än översättningen. Läs den också, eller be din kontakt läsa den för dig.", "The Swedish text is newer than the translation. Read it too, or ask your contact to read it to you.", "النص السويدي أحدث من الترجمة. اقرأه أيضاً، أو اطلب من الشخص المسؤول عنك أن يقرأه لك.", "Qoraalka iswiidhishka ayaa ka cusub turjumaadda. Isagana akhri, ama weydii qofka kula shaqeeya inuu kuu akhriyo.", "እቲ ናይ ሽወደን ጽሑፍ ካብቲ ትርጉም ሓድሽ እዩ። ንዕኡ እውን ኣንብብ፡ ወይ ተሓጋጋዚኻ ከንብበልካ ሕተት።";
    NO_TO: "Du har sagt nej till: {}.", "You have said no to: {}.", "لقد قلت لا لـ: {}.", "Waxaad maya u tidhi: {}.", "ኣይፋል ዝበልካዮም፦ {}።";
    NO_LONGER: "Ditt ja gäller inte längre.", "Your yes is no longer in force.", "موافقتك لم تعد سارية.", "Haadaadii hadda ma shaqeyneyso.", "እወ ዝበልካዮ ደጊም ኣይሰርሕን።";
    WITHDRAWN_ON: "Återtaget", "Withdrawn", "تم السحب", "Laga noqday", "ዝተሳሕበሉ";
    WITHOUT_YES: "Öppnat utan ditt ja", "Opened without your yes", "تم الفتح بدون موافقتك", "La furay iyada oo aan haadaada jirin", "ብዘይ እወታኻ ዝተኸፍተ";
    PLAN: "Din plan", "Your plan", "خطتك", "Qorshahaaga", "መደብካ";
    NO_PLAN: "Planen är inte klar än. Ni gör den tillsammans på mötet. När den är bestämd kan du läsa den här.", "The plan is not ready yet. You make it together at the meeting. When it is agreed you can read it here.", "الخطة ليست جاهزة بعد. تضعونها معاً في الاجتماع. عندما تتفقون عليها يمكنك قراءتها هنا.", "Qorshuhu weli ma diyaarsana. Waxaad wada sameyneysaan kulanka. Marka la isku raaco halkan ayaad ka akhrin kartaa.", "እቲ መደብ ገና ኣይተዳለወን። ኣብቲ ኣኼባ ብሓባር ትገብርዎ። ምስ ተሰማማዕኩም ኣብዚ ከተንብቦ ትኽእል።";
    GOAL: "Målet", "The goal", "الهدف", "Yoolka", "ዕላማ";
    OWN_WORDS: "Med dina egna ord", "In your own words", "بكلماتك أنت", "Erayadaada", "ብናትካ ቃላት";
    YOURS: "Det här gör du", "This is what you do", "هذا ما تفعله أنت", "Waxaad adigu samaynayso", "ንስኻ እትገብሮ";
    OTHERS: "Det här gör andra", "This is what others do", "هذا ما يفعله الآخرون", "Waxa kuwa kale samaynayaan", "ካልኦት ዝገብርዎ";
    WHO_DOES: "Vem:", "Who:", "من:", "Yaa:", "መን፦";
    YOUR_LOTS: "Din lots", "Your guide", "مرشدك", "Hagahaaga", "መራሒኻ";
    DUE: "Klart senast", "Done by", "ينتهي قبل", "Waa in la dhammeeyo ka hor", "ክሳብ ዝውዳእ";
    HOW_FAR: "Så här går det:", "How it is going:", "سير العمل:", "Sida ay u socoto:", "ከመይ ይኸይድ ኣሎ፦";
    PLANNED: "Inte börjat", "Not begun", "لم يبدأ بعد", "Lama bilaabin", "ኣይተጀመረን";
    UNDER_WAY: "På gång", "Under way", "قيد التنفيذ", "Way socotaa", "ይኸይድ ኣሎ";
    DONE: "Klart", "Done", "تم", "Waa dhammaatay", "ተወዲኡ";
    NOT_DONE: "Blev inte av", "Did not happen", "لم يحدث", "Ma dhicin", "ኣይተገብረን";
    IT_IS_DONE: "Det är klart", "It is done", "لقد تم", "Waan dhammeeyay", "ወዲአዮ";
    I_HAVE_BEGUN: "Jag har börjat", "I have begun", "لقد بدأت", "Waan bilaabay", "ጀሚረ ኣለኹ";
    IN_THE_WAY: "Något är i vägen", "Something is in the way", "هناك ما يعيقني", "Wax baa i hor taagan", "ዝዕንቅፈኒ ነገር ኣሎ";
    IN_THE_WAY_LEAD: "Det är inget fel om det inte går. Ditt team läser vad du säger och kan hjälpa dig.", "It is not wrong if it does not work out. Your team reads what you say and can help you.", "لا بأس إذا لم ينجح الأمر. يقرأ فريقك ما تقوله ويمكنه مساعدتك.", "Dhib ma leh haddii aysan kuu suurtagelin. Kooxdaadu way akhriyaan waxaad sheegto wayna ku caawin karaan.", "እንተ ዘይተኻእለ ጸገም የለን። ጉጅለኻ እትብሎ የንብቡ፡ ክሕግዙኻ እውን ይኽእሉ።";
    HINDER_WHAT: "Vad är i vägen?", "What is in the way?", "ما الذي يعيقك؟", "Maxaa ku hor taagan?", "እንታይ ይዕንቅፈካ?";
    HINDER_WAITING: "Jag väntar på en myndighet", "I am waiting for an authority", "أنتظر جهة حكومية", "Waxaan sugayaa hay'ad", "ንቤት-ጽሕፈት ይጽበ ኣለኹ";
    HINDER_OUT_OF_REACH: "Jag får inte tag på den jag ska prata med", "I can't reach the person I need to talk to", "لا أستطيع الوصول إلى الشخص الذي يجب أن أتحدث معه", "Ma heli karo qofka aan la hadli lahaa", "ምስኡ ክዛረብ ዘለኒ ሰብ ክረኽቦ ኣይከኣልኩን";
    HINDER_REFUSED: "Jag fick nej", "The answer was no", "كان الرد بالرفض", "Waa la ii diiday", "ኣይፋል ተባሂለ";
    HINDER_HEALTH: "Min hälsa", "My health", "صحتي", "Caafimaadkayga", "ጥዕናይ";
    HINDER_OWN_WISH: "Jag vill inte längre", "I no longer want to", "لم أعد أريد ذلك", "Mar dambe ma rabo", "ደጊም ኣይደልን";
    HINDER_NO_PLACE: "Det finns ingen plats", "There is no place", "لا يوجد مكان شاغر", "Boos ma jiro", "ቦታ የለን";
    HINDER_OTHER: "Något annat", "Something else", "شيء آخر", "Wax kale", "ካልእ ነገር";
    HINDER_WORDS: "Berätta mer om du vill", "Tell more if you like", "أخبرنا بالمزيد إن أردت", "Wax dheeraad ah sheeg haddii aad rabto", "እንተ ደሊኻ ዝያዳ ንገር";
    HINDER_WORDS_HINT: "Alla som hjälper dig med planen kan läsa det.", "Everyone who helps you with the plan can read it.", "يمكن لكل من يساعدك في الخطة قراءته.", "Qof kasta oo qorshaha kaa caawiya wuu akhrin karaa.", "ብመደብካ ዝሕግዙኻ ኩሎም ከንብብዎ ይኽእሉ።";
    HINDER_MISSING: "Välj vad som är i vägen, eller skriv det.", "Choose what is in the way, or write it.", "اختر ما يعيقك أو اكتبه.", "Dooro waxa ku hor taagan, ama qor.", "ዝዕንቅፈካ ምረጽ ወይ ጽሓፎ።";
    TELL: "Berätta för teamet", "Tell the team", "أخبر الفريق", "U sheeg kooxda", "ንጉጅለ ንገር";
    MARKED: "Tack. Ditt team ser det nu.", "Thank you. Your team sees it now.", "شكراً. يرى فريقك ذلك الآن.", "Mahadsanid. Kooxdaadu hadda way arkaan.", "የቐንየለይ። ጉጅለኻ ሕጂ ይርእይዎ።";
    MARKED_MEANWHILE: "Någon annan ändrade det här samtidigt. Se hur det är nu, och välj igen om du vill.", "Someone else changed this at the same time. See how it is now, and choose again if you like.", "غيّر شخص آخر هذا في الوقت نفسه. انظر كيف هو الآن واختر مرة أخرى إن أردت.", "Qof kale ayaa isla waqtigaas beddelay. Eeg sida ay hadda tahay, markale dooro haddii aad rabto.", "ካልእ ሰብ ኣብ ተመሳሳሊ ግዜ ቀይርዎ። ሕጂ ከመይ ከም ዘሎ ርአ፡ እንተ ደሊኻ ደጊምካ ምረጽ።";
    MARK_WITHOUT_YES: "Ingen i teamet får läsa om dig nu. Du kan läsa din plan. Du kan berätta hur det går när du har sagt ja igen.", "Nobody in the team may read about you now. You can read your plan. You can tell how it goes when you have said yes again.", "لا يجوز لأحد في الفريق أن يقرأ عنك الآن. يمكنك قراءة خطتك. يمكنك أن تخبر كيف تسير الأمور عندما تقول نعم من جديد.", "Qof kooxda ka mid ah hadda wax kaama akhrin karo. Qorshahaaga waad akhrin kartaa. Waxaad sheegi kartaa sida ay u socoto marka aad mar kale haa tiraahdo.", "ሕጂ ካብ ጉጅለ ዋላ ሓደ ብዛዕባኻ ከንብብ ኣይፍቀዶን። መደብካ ከተንብብ ትኽእል። ደጊምካ እወ ምስ በልካ ከመይ ይኸይድ ከም ዘሎ ክትነግር ትኽእል።";
    PREPARE: "Förbered mötet", "Prepare for the meeting", "التحضير للاجتماع", "U diyaargarow kulanka", "ንኣኼባ ተዳሎ";
    PREPARE_LEAD: "Skriv det du vill komma ihåg. Du väljer själv om teamet får läsa. Du kan ändra dig när du vill.", "Write what you want to remember. You choose whether the team may read it. You can change your mind whenever you like.", "اكتب ما تريد أن تتذكره. أنت تختار إن كان للفريق أن يقرأه. يمكنك تغيير رأيك متى شئت.", "Qor waxa aad rabto inaad xasuusato. Adiga ayaa dooranaya in kooxdu akhrin karto. Markaad rabto waad beddeli kartaa.", "ክትዝክሮ እትደሊ ጽሓፍ። ጉጅለ ከንብብዎ ንስኻ ትመርጽ። ኣብ ዝደለኻዮ ግዜ ክትቅይር ትኽእል።";
    NOTHING_TO_PREPARE: "Du har inget möte bokat just nu.", "You have no meeting booked at the moment.", "ليس لديك اجتماع محجوز حالياً.", "Hadda kulan kuuma ballansana.", "ሕጂ ዝተታሕዘ ኣኼባ የብልካን።";
    WANT_TO_SAY: "Vad vill jag säga?", "What do I want to say?", "ماذا أريد أن أقول؟", "Maxaan rabaa inaan sheego?", "እንታይ ክብል እደሊ?";
    WANT_TO_SAY_HINT: "Till exempel vad som är viktigt för dig.", "For example what matters to you.", "مثلاً ما هو مهم بالنسبة لك.", "Tusaale ahaan waxa adiga muhiim kuu ah.", "ንኣብነት ንዓኻ ኣገዳሲ ዝኾነ።";
    NOT_FORGET: "Vad får inte glömmas?", "What must not be forgotten?", "ما الذي يجب ألا يُنسى؟", "Maxaan la illoobin?", "እንታይ ክርሳዕ የብሉን?";
    NOT_FORGET_HINT: "Till exempel en fråga som du vill ha svar på.", "For example a question that you want an answer to.", "مثلاً سؤال تريد إجابة عنه.", "Tusaale ahaan su'aal aad rabto in laga jawaabo.", "ንኣብነት መልሲ እትደልየሉ ሕቶ።";
    WHO_MAY_READ: "Vem får läsa det?", "Who may read it?", "من يجوز له قراءته؟", "Yaa akhrin kara?", "መን ከንብቦ ይኽእል?";
    KEEP: "Bara jag", "Only me", "أنا فقط", "Aniga oo keliya", "ኣነ ጥራይ";
    SHARE_WITH_TEAM: "Jag och mitt team", "I and my team", "أنا وفريقي", "Aniga iyo kooxdayda", "ኣነን ጉጅለይን";
    SAVE: "Spara", "Save", "احفظ", "Keydi", "ዓቅብ";
    PREPARED: "Det är sparat.", "It is saved.", "تم الحفظ.", "Waa la keydiyay.", "ተዓቂቡ።";
    LEAVE: "Logga ut", "Log out", "تسجيل الخروج", "Ka bax", "ውጻእ";
    ENDED_TITLE: "Du är utloggad", "You are logged out", "تم تسجيل خروجك", "Waad ka baxday", "ወጺእካ ኣለኻ";
    ENDED_LEAD: "Sidan stängs 15 minuter efter att du använde den senast. Be din kontakt om en ny länk om du vill göra mer.", "The page is shut 15 minutes after you last used it. If you want to do more, ask your contact for a new link.", "تُغلق الصفحة بعد 15 دقيقة من آخر استخدام. إذا أردت المزيد، اطلب رابطاً جديداً من الشخص المسؤول عنك.", "Boggu wuxuu xirmayaa 15 daqiiqo kaddib markii ugu dambeysay ee aad isticmaashay. Haddii aad wax kale rabto, weydii qofka kula shaqeeya xiriiriye cusub.", "እዚ ገጽ ድሕሪ ናይ መወዳእታ ምጥቃምካ ኣብ 15 ደቓይቕ ይዕጾ። ተወሳኺ ክትገብር እንተ ደሊኻ ካብ ተሓጋጋዚኻ ሓድሽ መላግቦ ሕተት።";
    LANGUAGE: "Språk", "Language", "اللغة", "Luqadda", "ቋንቋ";
    UNCHECKED: "Översättningen är inte granskad av en översättare än. Den svenska texten gäller.", "No translator has checked the translation yet. The Swedish text counts.", "لم يراجع مترجم هذه الترجمة بعد. النص السويدي هو المعتمد.", "Turjumaan weli ma hubin turjumaadda. Qoraalka iswiidhishka ayaa ansax ah.", "እዚ ትርጉም ገና ብተርጓሚ ኣይተመርመረን። እቲ ናይ ሽወደን ጽሑፍ ይሰርሕ።";
    IN_SWEDISH: "Läs på svenska", "Read in Swedish", "اقرأ بالسويدية", "Ku akhri iswiidhish", "ብሽወደንኛ ኣንብብ";
    TO_PUT_RIGHT: "Det här behöver rättas", "This needs to be put right", "يجب تصحيح هذا", "Tani waxay u baahan tahay sixid", "እዚ ክእረም ኣለዎ";
    FAULT: "Något gick fel hos oss. Försök igen om en stund.", "Something went wrong at our end. Try again in a while.", "حدث خطأ لدينا. حاول مرة أخرى بعد قليل.", "Wax baa naga khaldamay. Wax yar kaddib mar kale isku day.", "ጌጋ ኣጋጢሙና። ድሕሪ ቁሩብ ደጊምካ ፈትን።";
    NOT_FOUND: "Sidan finns inte", "There is no such page", "هذه الصفحة غير موجودة", "Boggan ma jiro", "እዚ ገጽ የለን";
}

/// What a purpose is called.
pub fn purpose(purpose: Purpose) -> Said {
    match purpose {
        Purpose::ShareInTeam => SHARE,
        Purpose::RegisterInSus => SUS,
        Purpose::Survey => SURVEY,
    }
}

/// What a party does for a person, in a few words.
pub fn what_they_do(party: Party) -> Said {
    match party {
        Party::SocialServices => DOES_SOCIAL,
        Party::Jobbtorg => DOES_JOBBTORG,
        Party::EmploymentService => DOES_EMPLOYMENT,
        Party::SocialInsurance => DOES_INSURANCE,
        Party::HealthCare => DOES_HEALTH,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_there_in_each_language_with_its_gap() {
        for (name, said) in ALL {
            let gaps = |text: &str| text.matches("{}").count();
            for text in [said.sv, said.en, said.ar, said.so, said.ti] {
                assert!(!text.trim().is_empty() && gaps(text) == gaps(said.sv), "{name}: {text}");
            }
        }
    }

    #[test]
    fn a_translation_is_written_in_its_own_script() {
        for (name, said) in ALL {
            assert!(said.ar.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c)), "{name}");
            assert!(said.ti.chars().any(|c| ('\u{1200}'..='\u{137f}').contains(&c)), "{name}");
        }
    }
}
