// What waits on this device to be sent (written down in a meeting, without a connection): every page says so to the
// person whose it is, and asks before it is lost by signing out. It is kept under konbit.waiting.PERSON.MEETING.
(() => {
  "use strict";
  const box = document.querySelector("[data-unsent]");
  if (!box) return;
  const KEPT = "konbit.waiting.", MINE = `${KEPT}${box.dataset.person}.`;
  const part = name => box.querySelector(`[data-${name}]`);
  const names = () => { try { return Object.keys(localStorage).filter(name => name.startsWith(KEPT)); } catch { return []; } };
  const mine = () => names().filter(name => name.startsWith(MINE)).flatMap(name => {
    try { return JSON.parse(localStorage.getItem(name)) || []; } catch { return []; }
  });
  const told = one => [one.title, new Date(one.at).toLocaleString("en-US"), one.words, ...one.facts.map(fact => fact.filter(Boolean).join(": ")),
    one.refused || ""].filter(Boolean).join("\n");

  const waiting = mine();
  if (waiting.length && !document.querySelector("[data-waiting]")) {
    part("unsent-place").href = `${waiting[0].page}?item=${waiting[0].item}`;
    part("unsent-line").hidden = false;
  }

  const leave = form => {
    names().filter(name => name.startsWith(MINE)).forEach(name => localStorage.removeItem(name));
    // Somebody else's stays for them.
    if (names().length) {
      const keeps = document.createElement("input");
      Object.assign(keeps, { type: "hidden", name: "keeps", value: "1" });
      form.append(keeps);
    }
    form.submit();
  };
  document.addEventListener("submit", event => {
    const form = event.target;
    if (!form.matches("[data-signs-out]")) return;
    event.preventDefault();
    const unsent = mine();
    if (!unsent.length) return leave(form);
    part("unsent-list").replaceChildren(...unsent.map(one => {
      const line = document.createElement("li");
      line.textContent = one.words;
      return line;
    }));
    part("unsent-file").href = URL.createObjectURL(new Blob([unsent.map(told).join("\n\n") + "\n"], { type: "text/plain;charset=utf-8" }));
    part("unsent-leave").onclick = () => leave(form);
    part("unsent-dialog").showModal();
  });
})();
