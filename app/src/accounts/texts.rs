//! The words of login and profile.
crate::texts! {
    LOG_IN: "Logga in", "Log in";
    EMAIL: "E-postadress", "E-mail address";
    PASSWORD: "Lösenord", "Password";
    EMAIL_MISSING: "Skriv din e-postadress.", "Enter your e-mail address.";
    PASSWORD_MISSING: "Skriv ditt lösenord.", "Enter your password.";
    WRONG_LOGIN: "E-postadressen eller lösenordet stämmer inte.", "The e-mail address or the password is wrong.";
    THROTTLED: "För många försök. Vänta en kvart och försök igen, eller be din administratör om ett engångslösenord.", "Too many attempts. Wait fifteen minutes and try again, or ask your administrator for a one-time password.";
    IDLE_COME_BACK: "Du har loggats ut efter 30 minuter utan aktivitet. Logga in så kommer du tillbaka till sidan.", "You have been logged out after 30 minutes without activity. Log in and you come back to the page.";
    IDLE: "Du har loggats ut efter 30 minuter utan aktivitet.", "You have been logged out after 30 minutes without activity.";
    ABSOLUTE_COME_BACK: "Du har loggats ut, eftersom en inloggning gäller i högst tolv timmar. Logga in så kommer du tillbaka till sidan.", "You have been logged out, as a session lasts for twelve hours at most. Log in and you come back to the page.";
    ABSOLUTE: "Du har loggats ut, eftersom en inloggning gäller i högst tolv timmar.", "You have been logged out, as a session lasts for twelve hours at most.";
    DEED_COME_BACK: "Du har loggats ut, till exempel för att du har bytt lösenord eller loggat ut överallt. Logga in så kommer du tillbaka till sidan.", "You have been logged out, for example because you changed your password or logged out everywhere. Log in and you come back to the page.";
    DEED: "Du har loggats ut, till exempel för att du har bytt lösenord eller loggat ut överallt.", "You have been logged out, for example because you changed your password or logged out everywhere.";
    LAPSED_COME_BACK: "Din inloggning har gått ut. Logga in så kommer du tillbaka till sidan.", "Your session has ended. Log in and you come back to the page.";
    LAPSED: "Din inloggning har gått ut.", "Your session has ended.";
    LAPSED_FORM: "Du är utloggad, så det du har skrivit är inte sparat. Ha den här sidan öppen, logga in i en ny flik, kom tillbaka hit och tryck på knappen igen.", "You are logged out, so what you have written is not saved. Keep this page open, log in in a new tab, come back here and press the button again.";
    LAPSED_LOST: "Du är utloggad, så det du skickade togs inte emot och är inte sparat. Logga in och gör det igen.", "You are logged out, so what you sent was not taken in and is not saved. Log in and do it again.";
    PASSWORD_FIRST: "Inget är sparat än. Ha den här sidan öppen, välj ett eget lösenord i en ny flik, kom tillbaka hit och tryck på knappen igen.", "Nothing is saved yet. Keep this page open, choose your own password in a new tab, come back here and press the button again.";
    OPENED_BY_OTHER_LOST: "Någon annan har loggat in i webbläsaren sedan den förra sidan öppnades, och det som stod där är inte sparat. Gå tillbaka i webbläsaren och kopiera det.", "Someone else has logged in in this browser since the previous page was opened, and what stood there is not saved. Go back in the browser and copy it.";
    OPENED_BY_OTHER: "Någon annan har loggat in i webbläsaren sedan sidan öppnades, och inget är sparat. Ha den här sidan öppen. Öppna en ny flik, logga ut och logga in som den som skrev det här. Kom sedan tillbaka hit och tryck på knappen igen.", "Someone else has logged in in this browser since the page was opened, and nothing is saved. Keep this page open. Open a new tab, log out, and log in as the one who wrote this. Then come back here and press the button again.";
    LOGIN_HELP: "Har du glömt lösenordet? Administratören på ditt samordningsförbund kan ge dig ett engångslösenord.", "Forgotten your password? The administrator at your association can give you a one-time password.";
    LOG_OUT: "Logga ut", "Log out";
    LOG_OUT_EVERYWHERE: "Logga ut överallt", "Log out everywhere";
    LOG_OUT_EVERYWHERE_LEAD: "Du loggas ut från alla datorer och telefoner, även den här.", "You are logged out on every computer and phone, this one too.";
    LOG_OUT_LEAD: "Du loggas ut från den här datorn eller telefonen.", "You are logged out on this computer or phone.";
    PROFILE: "Min profil", "My profile";
    LANGUAGE: "Språk", "Language";
    CHOOSE_LANGUAGE: "Välj språk.", "Choose a language.";
    SHOWS_NAMES: "Visa deltagarnas namn i listor", "Show participants' names in lists";
    SHOWS_NAMES_YES: "Ja, visa namnen för mig", "Yes, show me the names";
    SHOWS_NAMES_HINT: "Annars visas ärendenummer och initialer. Tänk på vem som kan se din skärm.", "Otherwise the case number and initials are shown. Think of who can see your screen.";
    PROFILE_LEAD: "{}. Här väljer du språk, bestämmer om listor visar namn och byter lösenord.", "{}. Here you choose the language, decide whether lists show names and change your password.";
    SHOW_NAMES: "Visa namn i stället för initialer", "Show names instead of initials";
    SHOW_INITIALS: "Visa initialer i stället för namn", "Show initials instead of names";
    SAVE: "Spara", "Save";
    SAVED: "Dina val är sparade.", "Your choices are saved.";
    KEPT: "Din inloggning hann gå ut. Det du skrev finns kvar här: läs igenom och skicka igen.", "Your session had ended. What you wrote is still here: read it through and send again.";
    CHOOSE_FILE_AGAIN: "Det du valde här sparades inte, eftersom något annat behöver rättas. Välj igen.", "What you chose here was not kept, since something else needs to be put right. Choose again.";
    FILES_NOT_KEPT: "Din inloggning hann gå ut, och filerna sparades inte. Välj dem igen.", "Your session had ended, and the files were not kept. Choose them again.";
    MY_TASKS: "Mina uppgifter", "My tasks";
    CHANGE_PASSWORD: "Byt lösenord", "Change password";
    FIRST_PASSWORD: "Välj ett eget lösenord", "Choose your own password";
    FIRST_PASSWORD_LEAD: "Du har loggat in med ett engångslösenord. Innan du börjar arbeta väljer du ett lösenord som bara du känner till.", "You have logged in with a one-time password. Before you begin, choose a password that only you know.";
    CURRENT_PASSWORD: "Nuvarande lösenord", "Current password";
    NEW_PASSWORD: "Nytt lösenord", "New password";
    NEW_PASSWORD_HINT: "Minst 12 tecken. En mening på flera ord är lätt att minnas och svår att gissa.", "At least 12 characters. A sentence of several words is easy to remember and hard to guess.";
    REPEAT_PASSWORD: "Skriv det nya lösenordet igen", "Enter the new password again";
    NOT_ALIKE: "De två nya lösenorden är inte lika.", "The two new passwords are not the same.";
    WRONG_CURRENT: "Det nuvarande lösenordet stämmer inte.", "The current password is wrong.";
    WEAK_PASSWORD: "Välj ett längre eller mindre vanligt lösenord: minst 12 tecken, inte din e-postadress.", "Choose a longer or less common password: at least 12 characters, not your e-mail address.";
    DEMO_ACCOUNTS: "Konton i demonstrationen", "Accounts of the demonstration";
    DEMO_PASSWORD: "Lösenord för alla:", "Password for all:";
    NO_ROLE: "Ditt konto har inga uppgifter i något förbund just nu. Kontakta administratören.", "Your account has no tasks at any association right now. Contact the administrator.";
}

/// What every account of a demonstration logs in with: shown on the login page of a demonstration only.
pub const DEMO_SECRET: &str = "finsam-demo-2026";
