//! The handler's words about the participant's link.
crate::texts! {
    LINK: "Deltagarens länk", "The participant's link";
    LEAD: "Med länken läser deltagaren texten om samtycke på sin egen telefon, svarar och skriver under, eller tar tillbaka ett samtycke. Allt går lika bra på papper genom dig.", "With the link the participant reads the consent text on their own phone, answers and signs, or withdraws a consent. All of it works just as well on paper through you.";
    HOW: "Så går det till", "How it works";
    HOW_1: "Gör länken här. Visa QR-koden, skriv ut sidan eller kopiera adressen till ett sms eller mejl från er egen verksamhet.", "Make the link here. Show the QR code, print the page, or copy the address into a text message or e-mail sent by your own agency.";
    HOW_2: "Säg de sex siffrorna på ett annat sätt än det som länken går: i telefon eller öga mot öga.", "Tell the six digits in another way than the link goes: on the phone or face to face.";
    HOW_3: "Deltagaren öppnar länken med sitt födelsedatum och de sex siffrorna. Länken öppnas en gång, inom 72 timmar. Efter fem fel är den spärrad.", "The participant opens the link with their date of birth and the six digits. It opens once, within 72 hours. After five errors it is blocked.";
    MAKE: "Gör en länk", "Make a link";
    MAKE_NEW: "Gör en ny länk", "Make a new link";
    MAKE_NEW_HINT: "Den förra länken slutar gälla, och det den har öppnat stängs.", "The earlier link ends, and what it opened is shut.";
    MADE: "Länken är gjord.", "The link is made.";
    END: "Avsluta länken", "End the link";
    END_LEAD: "Länken går inte att öppna längre. Är deltagaren inne på sina sidor stängs de direkt.", "The link can't be opened any longer. If the participant is on their pages, these are shut at once.";
    WAS_ENDED: "Länken är avslutad.", "The link is ended.";
    NOTHING_TO_END: "Det finns ingen länk att avsluta.", "There is no link to end.";
    OVER: "Ärendet är avslutat. Då kan ingen ny länk göras.", "The case is closed. No new link can be made.";
    UNKNOWN: "Deltagarens personnummer är inte känt. Länken öppnas med födelsedatumet, så den kan inte göras än. Samtycke går att ge på papper eller muntligt.", "The participant's identity number is not known. The link is opened with the date of birth, so it can't be made yet. Consent can be given on paper or orally.";
    PROTECTED: "Deltagaren har skyddade personuppgifter. Ge länken öga mot öga, inte i sms eller mejl.", "The participant has a protected identity. Hand the link over face to face, not in a text message or e-mail.";
    STANDING: "Läge", "Status";
    STANDS_OPEN: "Kan öppnas till {}.", "Can be opened until {}.";
    STANDS_USED: "Öppnad {}.", "Opened {}.";
    MADE_BY: "Gjord av {}", "Made by {}";
    TRIED: "Felaktiga försök: {}", "Wrong tries: {}";
    ADDRESS: "Adress att kopiera", "Address to copy";
    QR: "QR-kod till deltagarens länk", "QR code of the participant's link";
    ON_PAPER: "På papper", "On paper";
    ON_PAPER_LEAD: "Utan QR-läsare: öppna {} och skriv", "Without a QR reader: open {} and type";
    CODE: "Sex siffror", "Six digits";
    CODE_HINT: "Säg dem på ett annat sätt. De skrivs inte ut med sidan.", "Tell them in another way. They are not printed with the page.";
    WAITS: "Sidan följer vad som händer. Lämna den öppen under samtalet.", "The page follows what happens. Leave it open during the call.";
    NOW_OPENED: "Deltagaren har öppnat länken.", "The participant has opened the link.";
    NOW_SIGNED: "Deltagaren har svarat och skrivit under.", "The participant has answered and signed.";
    NOW_DEAD: "Länken går inte att öppna längre.", "The link can't be opened any longer.";
    SEE_CASE: "Se samtyckena i ärendet", "See the consents in the case";
}
