// While an import runs, show how far it is without a click. The page says the same without this.
"use strict";

(() => {
  const shown = document.getElementById("import-progress");
  if (!shown) return;

  async function look() {
    let page;
    try {
      const answer = await fetch(window.location.href, { credentials: "same-origin" });
      if (!answer.ok) return;
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      // The connection is away for a moment; the next look may find it.
    }
    if (page) {
      const now = page.getElementById("import-progress");
      if (!now || now.dataset.state !== shown.dataset.state) {
        window.location.reload();
        return;
      }
      if (now.textContent !== shown.textContent) shown.replaceChildren(...now.childNodes);
    }
    window.setTimeout(look, 2000);
  }

  window.setTimeout(look, 2000);
})();
