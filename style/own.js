// The participant's pages. Each of them works without this.
// Reads a text aloud with the device's own voice, where it has one for the text's language.
const voice = window.speechSynthesis;
for (const button of document.querySelectorAll("[data-reads]")) {
  const text = document.querySelector(button.dataset.reads);
  if (!voice || !text) continue;
  const listen = button.textContent;
  const speaks = () => { button.hidden = !voice.getVoices().some((v) => v.lang.toLowerCase().startsWith(text.lang)); };
  speaks();
  voice.addEventListener?.("voiceschanged", speaks);
  const rest = () => { button.textContent = listen; };
  button.addEventListener("click", () => {
    if (voice.speaking) {
      voice.cancel();
      rest();
      return;
    }
    // by paragraphs: some voices stop in a long text
    const parts = [...text.children].map((part) => part.textContent);
    parts.forEach((part, n) => {
      const said = new SpeechSynthesisUtterance(part);
      said.lang = text.lang;
      if (n === parts.length - 1) said.onend = rest;
      voice.speak(said);
    });
    button.textContent = button.dataset.stop;
  });
  addEventListener("pagehide", () => voice.cancel());
}
// Who reads or writes uses the page, and is told two minutes before it is shut.
const warning = document.getElementById("stay");
if (warning) {
  const MINUTE = 60_000;
  let told = Date.now();
  const stay = async () => {
    if ((await fetch("/my/stay", { method: "POST", redirect: "manual" })).ok) {
      told = Date.now();
      warning.hidden = true;
    }
  };
  const used = () => { if (Date.now() - told > MINUTE && Date.now() - told < 13 * MINUTE) void stay(); };
  for (const sign of ["input", "scroll", "pointerdown", "keydown"]) addEventListener(sign, used, { passive: true });
  warning.querySelector("button").addEventListener("click", () => void stay());
  setInterval(() => { warning.hidden = Date.now() - told < 13 * MINUTE; }, 15_000);
}
// whoever has something to put right is led there
document.querySelector(".summary")?.focus();
