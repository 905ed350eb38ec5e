// The desk's keys, searches and marks. Without it, every page can still be read, filtered and decided on.
"use strict";

const $ = (query, root = document) => root.querySelector(query);
const all = (query, root = document) => [...root.querySelectorAll(query)];
const points = (words) => [...words].length; // offsets count code points, JavaScript counts halves of some

// From a field to its words, and back.
function light(event, role) {
  const lit = all(".words mark").filter((mark) => mark.dataset.marks.split(" ").includes(`${event}:${role}`));
  all(".words mark.lit").forEach((mark) => mark.classList.remove("lit"));
  lit.forEach((mark) => mark.classList.add("lit"));
  lit[0]?.scrollIntoView({ block: "center" });
}

function toField(mark) {
  const [event, role] = mark.dataset.marks.trim().split(" ").find((one) => !one.endsWith(":evidence"))?.split(":") ?? [];
  const link = event && $(`[data-event="${event}"][data-role="${role}"]`);
  if (!link) return;
  light(event, role);
  link.focus({ preventScroll: true });
  link.closest(".card").scrollIntoView({ block: "nearest" });
  all(".card.here").forEach((card) => card.classList.remove("here"));
  link.closest(".card").classList.add("here");
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-role]");
  if (link) { event.preventDefault(); light(link.dataset.event, link.dataset.role); }
  const mark = event.target.closest(".words mark");
  if (mark && getSelection().isCollapsed) toField(mark);
  const place = event.target.closest("[data-into]");
  if (place) {
    const { into, name, place: id, lat, lon } = place.dataset;
    $(`#f-${into}`).value = name; $(`[name=${into}_id]`).value = id; $(`#f-${into}`).focus();
    document.dispatchEvent(new CustomEvent("marsad:place", { detail: { lat: Number(lat), lon: Number(lon), radius_km: 0, precision: 1 } }));
  }
  if (event.target.closest("[data-close]")) closeAdd();
});

// Words of the report that become an event.
const words = $("#words");
const add = $("form.add");

function offset(node, at) {
  const piece = node.nodeType === Node.TEXT_NODE ? node.parentElement.closest("[data-at]") : node.childNodes[at]?.closest?.("[data-at]");
  if (!piece) return null;
  return Number(piece.dataset.at) + (node.nodeType === Node.TEXT_NODE ? points(node.data.slice(0, at)) : 0);
}

function chosen() {
  const selection = getSelection();
  if (!words || selection.isCollapsed || !words.contains(selection.anchorNode) || !words.contains(selection.focusNode)) return null;
  const range = selection.getRangeAt(0);
  const said = range.toString();
  const start = offset(range.startContainer, range.startOffset);
  if (start === null || !said.trim()) return null;
  const before = points(said) - points(said.trimStart());
  return { start: start + before, end: start + before + points(said.trim()), said: said.trim() };
}

function offerAdd() {
  const found = chosen();
  if (!found || !add) return;
  add.elements.start.value = found.start;
  add.elements.end.value = found.end;
  $("q", add).textContent = found.said;
  add.hidden = false;
}

function closeAdd() { if (add) { add.hidden = true; words.focus(); } }

words?.addEventListener("mouseup", () => setTimeout(offerAdd));
words?.addEventListener("keydown", (event) => {
  const way = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "backward", ArrowDown: "forward" }[event.key];
  if (way && event.key.startsWith("Arrow")) {
    event.preventDefault();
    const vertical = event.key === "ArrowUp" || event.key === "ArrowDown";
    getSelection().modify(event.shiftKey ? "extend" : "move", way, vertical ? "line" : "word");
    if (!event.shiftKey) getSelection().modify("extend", "forward", "word");
  }
  if (event.key === "Enter" && chosen()) { event.preventDefault(); offerAdd(); $("select", add).focus(); }
});

function chooseFirstWord() {
  words.focus();
  getSelection().collapse(words.querySelector("[data-at]").firstChild, 0);
  getSelection().modify("extend", "forward", "word");
}

// Keys: by their place on the keyboard, so that an Arabic layout needs no switch; kept in this browser where changed.
const DEFAULT = { accept: "KeyA", edit: "KeyE", reject: "KeyR", undo: "KeyU", next: "KeyJ", previous: "KeyK", flag: "KeyF", comment: "KeyC", words: "KeyW" };
const kept = () => { try { return JSON.parse(localStorage.getItem("marsad-keys")) ?? {}; } catch { return {}; } };
const codes = { ...DEFAULT, ...Object.fromEntries(Object.entries(kept()).filter(([name, code]) => name in DEFAULT && typeof code === "string")) };
const letter = (code) => code.replace(/^(Key|Digit)/, "").toLowerCase();
const label = () => all("[data-key]").forEach((one) => { one.textContent = letter(codes[one.dataset.key]); });
label();

const act = (query) => {
  const found = $(query);
  if (found) found.matches("form") ? found.requestSubmit() : found.click();
  return Boolean(found);
};
const opened = (query, field) => {
  const box = $(query);
  if (box) { box.open = true; $(field, box).focus(); }
  return Boolean(box);
};
const ACTIONS = {
  accept: () => act("[data-order=accept]"),
  edit: () => opened("details.edit", "select, input:not([type=hidden])"),
  reject: () => opened("details.reject", "select"),
  undo: () => act("[data-order=undo-last]") || act("[data-order=undo]"),
  next: () => act("a[rel=next]"),
  previous: () => act("a[rel=prev]"),
  flag: () => act("[data-order=flag]"),
  comment: () => opened("details.talk", "input:not([type=hidden])"),
  words: () => { if (words) chooseFirstWord(); return Boolean(words); },
};

function fieldKey(event) {
  const number = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  const link = number && all(".card.active a[data-role], .card.here a[data-role]")[number - 1];
  if (link) { link.focus(); link.click(); }
  return Boolean(link);
}

let changing = null;
function change(event) {
  event.preventDefault();
  if (/^(Key[A-Z]|F\d+|Semicolon|Quote|Comma|Period|Slash|Bracket(Left|Right))$/.test(event.code)) {
    const other = Object.keys(codes).find((name) => codes[name] === event.code);
    if (other) codes[other] = codes[changing.dataset.remap];
    codes[changing.dataset.remap] = event.code;
    try { localStorage.setItem("marsad-keys", JSON.stringify(codes)); } catch { /* kept for this page alone */ }
  }
  changing.classList.remove("waits"); changing = null; label();
}

document.addEventListener("keydown", (event) => {
  if (changing) { change(event); return; }
  if (event.key === "Escape") { closeAdd(); all("details[open]:not(.more)").forEach((box) => { box.open = false; }); document.activeElement?.blur(); return; }
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select, textarea")) return;
  if (event.key === "?" || event.key === "؟") { const keys = $("details.keys"); if (keys) keys.open = !keys.open; return; }
  if (event.target === words && event.key.startsWith("Arrow")) return;
  const action = Object.keys(codes).find((name) => codes[name] === event.code);
  if ((action && ACTIONS[action]()) || fieldKey(event)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const key = event.target.closest("[data-remap]");
  if (key) { changing = key; key.classList.add("waits"); $("kbd", key).textContent = key.closest("[data-press]").dataset.press; }
  if (event.target.closest("[data-reset-keys]")) {
    try { localStorage.removeItem("marsad-keys"); } catch { /* none were kept */ }
    Object.assign(codes, DEFAULT); label();
  }
  if (event.target.closest("[data-print]")) print();
});
all("[data-print], .remap-hint, .set-hint").forEach((one) => { one.hidden = false; });

// Search for parties and places: a box with a list, as ARIA calls it a combobox.
all(".find").forEach((box, number) => {
  const [input, id] = all("input", box);
  const list = document.createElement("ul");
  let found = [], at = -1, asked = 0;
  list.id = `found-${number}`; list.hidden = true; list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", $("label", box).textContent);
  Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })
    .forEach(([name, value]) => input.setAttribute(name, value));
  box.append(list);

  const show = (open) => { list.hidden = !open; input.setAttribute("aria-expanded", String(open)); if (!open) input.removeAttribute("aria-activedescendant"); };
  const point = (to) => {
    at = to;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    if (at >= 0) { input.setAttribute("aria-activedescendant", list.children[at].id); list.children[at].scrollIntoView({ block: "nearest" }); }
  };
  const take = (one) => {
    input.value = one.name_ar || one.name; id.value = one.gazetteer_id || one.id; show(false);
    if (one.lat !== undefined) document.dispatchEvent(new CustomEvent("marsad:place", { detail: one }));
  };
  const item = (one, index) => {
    const line = document.createElement("li"), more = document.createElement("small");
    line.id = `${list.id}-${index}`; line.setAttribute("role", "option"); line.textContent = one.name_ar || one.name;
    more.textContent = [one.name, one.feature, one.admin1, one.country, one.kind, one.km !== undefined && `${one.km} km`].filter(Boolean).join(" · "); more.dir = "auto";
    line.append(more); line.addEventListener("mousedown", (event) => { event.preventDefault(); take(one); });
    return line;
  };
  const offer = async (query) => {
    const mine = ++asked;
    const answer = query ? await fetch(`${box.dataset.find}?${query}`) : null;
    const fresh = answer?.ok ? await answer.json() : [];
    if (mine !== asked) return;
    found = fresh; list.replaceChildren(...found.map(item)); show(found.length > 0); point(found.length ? 0 : -1);
  };
  const ask = () => offer(input.value.trim() && `q=${encodeURIComponent(input.value.trim())}`);
  box.near = (lat, lon) => { input.focus(); offer(`near=${lat.toFixed(5)},${lon.toFixed(5)}`); };
  let wait;
  input.addEventListener("input", () => { id.value = ""; clearTimeout(wait); wait = setTimeout(ask, 120); });
  input.addEventListener("blur", () => show(false));
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); point((at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length); }
    if (event.key === "Enter" && at >= 0) { event.preventDefault(); take(found[at]); }
    if (event.key === "Escape") { event.stopPropagation(); show(false); }
  });
});

// A click on the map sets the place of the field that was used last: the places near it are offered, and the point itself.
let placing = "place";
document.addEventListener("focusin", ({ target }) => { if (/^(place|to)\d*$/.test(target.name ?? "")) placing = target.name; });
document.addEventListener("marsad:point", ({ detail }) => {
  const edit = $("details.edit");
  if (!edit) return;
  edit.open = true;
  $(`#f-${placing}`).closest(".find").near(detail.lat, detail.lon);
});
