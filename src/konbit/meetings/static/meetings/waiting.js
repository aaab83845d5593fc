// Capture without a connection. What somebody writes down on the live page of a meeting waits on this device, for this
// meeting and this person, until the server has stored it. Without this script every form works as an ordinary one.
(() => {
  "use strict";
  const root = document.querySelector("[data-waiting]");
  if (!root) return;
  const { person, meeting, item, live, seen } = root.dataset;
  const STORE = `konbit.waiting.${person}.${meeting}`;
  const RETRY = 10000, PATIENCE = 15000;
  const NAMED = /(^|-)(owner|proposed_by|asked_of)$/, WORDS = /(^|-)wording$/, KEY = /(^|-)key$/;
  const part = name => root.querySelector(`[data-${name}]`);
  const word = name => part("words").querySelector(`[data-word="${name}"]`).textContent;
  const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_all, name) => facts[name]);

  // --- the queue, kept on this device --------------------------------------------------------------------------
  const read = () => { try { return JSON.parse(localStorage.getItem(STORE)) || []; } catch { return []; } };
  const write = list => list.length ? localStorage.setItem(STORE, JSON.stringify(list)) : localStorage.removeItem(STORE);
  const change = (id, facts) => write(read().map(one => one.id === id ? { ...one, ...facts } : one));
  const drop = id => write(read().filter(one => one.id !== id));
  try { write(read()); } catch { return; }

  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = bytes[6] & 15 | 64; bytes[8] = bytes[8] & 63 | 128;
    return [...bytes].map(one => one.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };
  const timeOf = moment => new Date(moment).toLocaleTimeString("en-US", { hour: "numeric", minute: "2-digit" }).toLowerCase();
  const labelOf = one => {
    const label = one.type === "radio" ? one.closest("fieldset")?.querySelector("legend") : one.labels?.[0];
    return [...label?.childNodes || []].filter(node => node.nodeType === 3).map(node => node.data).join("").trim();
  };
  const shownIn = (form, hidesNames) => {
    const facts = form.dataset.choice ? [["", [form.dataset.seat, form.dataset.choice].filter(Boolean).join(": ")]] : [];
    for (const one of form.elements) {
      if (!one.name || one.type === "hidden" || one.type === "submit" || WORDS.test(one.name)) continue;
      if (hidesNames && NAMED.test(one.name)) continue;
      if (one.type === "radio" || one.type === "checkbox") {
        if (one.checked) facts.push([one.type === "radio" ? labelOf(one) : "", one.labels[0].textContent.trim()]);
      } else if (one.value) {
        facts.push([labelOf(one), one.matches("select") ? one.selectedOptions[0].textContent.trim() : one.value]);
      }
    }
    return facts;
  };
  const wordsIn = form => form.querySelector("textarea[name$=wording]")?.value.trim()
    || document.getElementById(`words-${form.dataset.about}`)?.textContent.trim() || "";
  const fieldsOf = form => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const entryOf = form => {
    const choice = form.matches("[data-any-item]") && document.querySelector("[data-item-choice]:not([hidden]) select");
    const chosen = choice ? choice.selectedOptions[0] : null;
    const hidesNames = chosen ? chosen.hasAttribute("data-no-names") : root.hasAttribute("data-no-names");
    const id = form.querySelector("[name$=key]")?.value || newId();
    return {
      id, kind: form.dataset.capture, about: form.dataset.about || id, hidesNames, at: new Date().toISOString(), tried: 0,
      item: chosen ? chosen.value : item, title: chosen ? chosen.textContent.trim() : root.dataset.title,
      action: new URL(chosen ? form.action.replace(`/${item}/`, `/${chosen.value}/`) : form.action).pathname,
      page: live, seen, fields: fieldsOf(form), words: wordsIn(form), facts: shownIn(form, hidesNames), refused: null,
    };
  };

  // --- sending -------------------------------------------------------------------------------------------------
  let token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  let lost = false, flushing = false, hides = false;
  const direct = new Set();

  const ask = async (path, options) => {
    let answer, said = null;
    try {
      answer = await fetch(path, { ...options, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE) });
      if (answer.headers.get("content-type")?.startsWith("application/json")) said = await answer.json();
    } catch { return { is: "lost" }; }
    if (!said) return { is: answer.status >= 500 ? "fault" : "lost" };
    if (answer.ok) return { is: "ok", ...said };
    if (answer.status === 401) return { is: said.refused.code === "somebody_else" ? "somebody-else" : "signed-out" };
    return { is: said.refused.code === "form_too_old" ? "too-old" : "refused", ...said.refused };
  };
  const inThisLanguage = path => path.replace(/^\/[^/]+\//, `/${document.documentElement.lang}/`);
  const freshToken = async () => {
    const answer = await ask(`${live}?person=${person}`);
    if (answer.token) token = answer.token;
    return answer;
  };
  const send = async (entry, waited) => {
    change(entry.id, { tried: entry.tried + 1 });
    const sending = () => {
      const body = new URLSearchParams(entry.fields);
      const more = { csrfmiddlewaretoken: token, person, sending: entry.id, ...(waited ? { waited: "1", seen: entry.seen } : {}) };
      Object.entries(more).forEach(([name, value]) => body.set(name, value));
      return ask(inThisLanguage(entry.action), { method: "POST", body });
    };
    let answer = await sending();
    if (answer.is === "too-old") {
      // Signed in again meanwhile: the page's token is of the session before.
      const fresh = await freshToken();
      answer = fresh.is === "ok" ? await sending() : fresh;
    }
    stands(answer.is);
    return answer;
  };
  const flush = async () => {
    if (flushing) return;
    flushing = true;
    try {
      await (navigator.locks ? navigator.locks.request(STORE, { ifAvailable: true }, lock => lock && sendAll()) : sendAll());
    } finally { flushing = false; }
    render();
  };
  const sendAll = async () => {
    // What is said of a proposal waits while something said of it before is not accepted.
    const stuck = new Set(), arrived = [];
    for (const entry of read()) {
      if (direct.has(entry.id) || stuck.has(entry.about)) continue;
      if (entry.refused) { stuck.add(entry.about); continue; }
      const answer = await send(entry, true);
      if (answer.is === "ok") {
        drop(entry.id);
        arrived.push(entry);
        tellSent(entry, answer.clash);
      } else if (answer.is === "refused") {
        change(entry.id, { refused: answer.sentence });
        stuck.add(entry.about);
        say(word("refused"));
      } else break;
    }
    if (arrived.length) {
      if (!read().length) say(word("all-sent"));
      await showWhatArrived();
    }
  };

  // --- what the page says --------------------------------------------------------------------------------------
  const say = text => { part("said").textContent = ""; setTimeout(() => { part("said").textContent = text; }, 50); };
  const stands = is => {
    const before = lost;
    lost = is === "lost";
    part("signed-out").hidden = is !== "signed-out";
    part("somebody-else").hidden = is !== "somebody-else";
    // What one person wrote is not shown while another is signed in.
    hides = is === "somebody-else";
    const choice = document.querySelector("[data-item-choice]");
    if (choice) choice.hidden = !lost;
    if (lost && !before) say(word("offline"));
    if (before && !lost) say(word("online"));
  };
  const tellSent = (entry, clash) => {
    const line = document.createElement("li");
    line.textContent = fill(word("sent"), { time: timeOf(Date.now()), words: entry.words }) + (clash ? ` ${clash}` : "");
    part("sent-list").append(line);
    part("sent").hidden = false;
  };
  const isTouched = place => [...place.querySelectorAll("textarea, input, select")].some(one =>
    one.matches("select") ? [...one.options].some(option => option.selected !== option.defaultSelected && one.value)
      : one.type === "radio" || one.type === "checkbox" ? one.checked !== one.defaultChecked : one.value !== one.defaultValue);
  const STOPS = "a, button, summary, input, select, textarea";
  const swap = (old, now) => {
    const stop = [...old.querySelectorAll(STOPS)].indexOf(document.activeElement);
    old.querySelectorAll("details[id][open]").forEach(one => { (now.querySelector(`[id="${one.id}"]`) || {}).open = true; });
    old.replaceWith(now);
    if (stop >= 0) (now.querySelectorAll(STOPS)[stop] || part("title")).focus();
  };
  // What the page told of the step before, with its undo: over once another step is taken or arrives.
  const forgetStepBefore = () => document.querySelectorAll(".flashes .flash").forEach(one => one.remove());
  const showWhatArrived = async () => {
    forgetStepBefore();
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const old of document.querySelectorAll("[data-swap]")) {
        const now = page.getElementById(old.id);
        // What somebody is typing there stays.
        if (now && !isTouched(old)) swap(old, document.importNode(now, true));
      }
    } catch { /* It is stored; the next page shows it. */ }
  };
  // After an act the page is loaded anew: the focus goes to what was acted upon, unless something there asks for it.
  const focusWhereItStands = () => {
    const place = location.hash && document.getElementById(location.hash.slice(1));
    if (place && document.activeElement === document.body && !document.querySelector("main .error-summary")) place.focus();
  };
  const go = address => {
    const to = new URL(address, location.href);
    if (to.pathname + to.search !== location.pathname + location.search) return location.assign(to);
    history.replaceState(null, "", to);
    location.reload();
  };
  const showRefusal = (form, answer) => {
    document.querySelector("main .error-summary")?.remove();
    const holder = document.createElement("template");
    holder.innerHTML = answer.summary || "";
    let summary = holder.content.querySelector(".error-summary");
    if (!summary) {
      summary = part("refusal").content.firstElementChild.cloneNode(true);
      summary.querySelector("li").textContent = answer.sentence;
    }
    summary.removeAttribute("autofocus");
    document.querySelector("main .opening").before(summary);
    const fields = form.querySelector("[data-fields]");
    if (fields && answer.fields) fields.innerHTML = answer.fields;
    summary.focus();
  };
  // --- what is missing: said before it waits, and of all else by the server -------------------------------------
  const holds = (form, condition) => {
    const [name, wanted] = condition.split("=");
    return [...form.elements].some(one => one.name.replace(/^.*-/, "") === name
      && (one.type === "radio" || one.type === "checkbox" ? one.checked : one.value) && (!wanted || one.value === wanted));
  };
  const isMissing = (form, one) => (one.required || one.dataset.neededWith?.split(" ").every(each => holds(form, each)))
    && (one.type === "radio" ? one.validity.valueMissing : !one.value.trim());
  const sayAtField = (one, sentence) => {
    const complaint = { className: "error", textContent: sentence, id: `${one.id}_missing` };
    const place = one.closest(".field"), line = Object.assign(document.createElement("p"), complaint);
    place.classList.add("wrong");
    place.insertBefore(line, [...place.children].find(child => child.contains(one)));
    one.setAttribute("aria-invalid", "true");
    one.setAttribute("aria-describedby", `${one.getAttribute("aria-describedby") || ""} ${line.id}`.trim());
    for (let fold = one.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  };
  const lacksSomething = form => {
    document.querySelector("main .error-summary")?.remove();
    form.querySelectorAll(".error").forEach(one => {
      form.querySelector(`[aria-describedby$="${one.id}"]`)?.removeAttribute("aria-invalid");
      one.parentElement.classList.remove("wrong");
      one.remove();
    });
    const missing = [...form.elements].filter((one, at, all) => isMissing(form, one) && all[at - 1]?.name !== one.name);
    if (!missing.length) return false;
    const summary = part("refusal").content.firstElementChild.cloneNode(true);
    summary.querySelector("ul").replaceChildren(...missing.map(one => {
      const sentence = fill(word(one.matches("select, [type=radio]") ? "choose" : "fill-in"), { label: labelOf(one) });
      const line = document.createElement("li");
      line.append(Object.assign(document.createElement("a"), { href: `#${one.id}`, textContent: sentence }));
      sayAtField(one, sentence);
      return line;
    }));
    document.querySelector("main .opening").before(summary);
    summary.focus();
    return true;
  };
  const clear = form => {
    form.reset();
    form.querySelectorAll("textarea").forEach(one => { one.value = ""; });
    form.querySelectorAll("[name$=key]").forEach(one => { one.value = newId(); });
  };

  // --- the list of what waits ----------------------------------------------------------------------------------
  const list = part("list");
  const formOf = entry => [...document.querySelectorAll("form[data-capture]")].find(form =>
    new URL(form.action).pathname === inThisLanguage(entry.action)
    || form.dataset.capture === entry.kind && form.matches("[data-any-item]")) || null;
  const render = () => {
    const waiting = read().filter(one => !direct.has(one.id));
    const ids = new Set(waiting.map(one => one.id));
    [...list.children].forEach(one => ids.has(one.dataset.id) || one.remove());
    for (const entry of waiting) {
      const there = [...list.children].find(one => one.dataset.id === entry.id);
      if (there?.dataset.refused === (entry.refused || "")) continue;
      if (there?.querySelector("form")) continue;
      const line = lineOf(entry);
      there ? there.replaceWith(line) : list.append(line);
    }
    part("waiting-list").hidden = hides || !waiting.length;
    part("count").textContent = fill(word("count"), { count: waiting.length });
  };
  const lineOf = entry => {
    const line = part("line").content.firstElementChild.cloneNode(true);
    const slot = name => line.querySelector(`[data-slot="${name}"]`);
    line.dataset.id = entry.id;
    line.dataset.refused = entry.refused || "";
    slot("kind").textContent = word(entry.kind);
    slot("words").textContent = entry.words;
    slot("when").textContent = fill(word("waits"), { time: timeOf(entry.at) });
    for (const [label, text] of entry.facts) {
      const fact = document.createElement("li");
      fact.textContent = label ? `${label}: ${text}` : text;
      slot("facts").append(fact);
    }
    slot("facts").hidden = !entry.facts.length;
    slot("item").hidden = entry.item === item;
    slot("item").querySelector("a").href = `${live}?item=${entry.item}`;
    slot("item").querySelector("a").textContent = entry.title;
    slot("refused").hidden = !entry.refused;
    slot("refused").querySelector("p").textContent = entry.refused || "";
    line.querySelectorAll("[data-slot=of]").forEach(one => { one.textContent = `: ${entry.words}`; });
    line.querySelector("[data-do=again]").hidden = !entry.refused;
    line.querySelector("[data-do=change]").hidden = entry.kind === "vote" || !formOf(entry);
    return line;
  };
  const acts = {
    remove(entry) {
      drop(entry.id);
      render();
      const line = part("removed").content.firstElementChild.cloneNode(true);
      line.querySelector("button").addEventListener("click", () => {
        write([...read(), entry].sort((one, other) => one.at.localeCompare(other.at)));
        line.remove();
        render();
        flush();
      });
      part("removed-place").replaceChildren(line);
      line.querySelector("button").focus();
    },
    again(entry) {
      change(entry.id, { refused: null });
      render();
      flush();
      part("title").focus();
    },
    change(entry, line) {
      const form = formOf(entry).cloneNode(true);
      const suffix = `-of-${entry.id}`;
      ["id", "for", "aria-describedby"].forEach(name => form.querySelectorAll(`[${name}]`).forEach(one =>
        one.setAttribute(name, one.getAttribute(name).split(" ").map(id => id + suffix).join(" "))));
      form.querySelectorAll(".error").forEach(one => one.remove());
      form.removeAttribute("data-any-item");
      form.dataset.edits = entry.id;
      for (const one of form.elements) {
        const values = entry.fields.filter(([name]) => name === one.name).map(([, value]) => value);
        if (!one.name || one.name === "csrfmiddlewaretoken") continue;
        if (one.type === "radio" || one.type === "checkbox") one.checked = values.includes(one.value);
        else one.value = values[0] ?? "";
      }
      form.querySelector(".actions").replaceWith(part("edit-actions").content.firstElementChild.cloneNode(true));
      form.querySelector("[data-do=leave]").addEventListener("click", () => { line.replaceWith(lineOf(entry)); part("title").focus(); });
      line.querySelector("[data-slot=acts]").replaceWith(form);
      [...form.elements].find(one => one.name && one.type !== "hidden").focus();
    },
  };
  const saveEdit = form => {
    if (lacksSomething(form)) return;
    const entry = read().find(one => one.id === form.dataset.edits);
    const id = newId();
    let fields = fieldsOf(form);
    // Sent before, it may be stored: it keeps its key. Never sent, it is another form.
    if (entry && !entry.tried) fields = fields.map(([name, value]) => [name, KEY.test(name) ? id : value]);
    if (entry) {
      change(entry.id, { id, fields, words: wordsIn(form) || entry.words, facts: shownIn(form, entry.hidesNames), refused: null });
    }
    form.closest("li").remove();
    render();
    part("title").focus();
    flush();
  };

  // --- the person at the page ----------------------------------------------------------------------------------
  const take = async form => {
    if ("busy" in form.dataset) return;
    const entry = entryOf(form), others = read().some(one => !one.refused);
    forgetStepBefore();
    if ((lost || others) && lacksSomething(form)) return;
    try { write([...read(), entry]); } catch { say(word("full")); return; }
    if (others) {
      clear(form);
      render();
      return flush();
    }
    form.dataset.busy = "";
    direct.add(entry.id);
    const answer = await send(entry, false);
    direct.delete(entry.id);
    delete form.dataset.busy;
    if (answer.is === "ok") {
      drop(entry.id);
      form.reset();
      return go(answer.address);
    }
    if (answer.is === "refused") {
      drop(entry.id);
      return showRefusal(form, answer);
    }
    if (lacksSomething(form)) return drop(entry.id);
    if (answer.is === "fault") say(word("fault"));
    else if (answer.is === "lost") say(word("kept"));
    else say(word("signed-out"));
    clear(form);
    render();
  };
  document.addEventListener("submit", event => {
    const form = event.target;
    if (form.matches("[data-edits]")) { event.preventDefault(); saveEdit(form); }
    else if (form.matches("[data-capture]")) { event.preventDefault(); take(form); }
    else if (lost && form.method === "post" && !form.matches("[data-signs-out]")) { event.preventDefault(); say(word("needs")); tryAgain(); }
  });
  document.addEventListener("click", event => {
    const button = event.target.closest("[data-do]"), line = event.target.closest("[data-id]");
    const entry = line && read().find(one => one.id === line.dataset.id);
    if (button && entry && acts[button.dataset.do]) return acts[button.dataset.do](entry, line);
    const link = event.target.closest("a[href]");
    if (lost && link && !link.hasAttribute("download") && !link.getAttribute("href").startsWith("#")) {
      event.preventDefault();
      say(word("stays"));
      tryAgain();
    }
  });
  const tryAgain = async () => {
    if (read().some(one => !one.refused)) await flush();
    else if (lost) stands((await freshToken()).is);
  };
  window.addEventListener("online", tryAgain);
  // Only trying tells: a server on this very machine answers without a network.
  window.addEventListener("offline", async () => { stands((await freshToken()).is); });
  window.addEventListener("storage", event => { if (event.key === STORE) render(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) tryAgain(); });
  setInterval(tryAgain, RETRY);
  render();
  flush();
  focusWhereItStands();
})();
