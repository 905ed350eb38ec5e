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
  const place = event.target.closest("[data-place]");
  if (place) { $("#f-place").value = place.dataset.name; $("[name=place_id]").value = place.dataset.place; $("#f-place").focus(); }
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

// Keys: by their place on the keyboard, so that an Arabic layout needs no switch.
const go = (query) => { const found = $(query); if (found) found.click(); return Boolean(found); };
const send = (query) => { const form = $(query); if (form) form.requestSubmit(); return Boolean(form); };
const opened = (query, field) => {
  const box = $(query);
  if (box) { box.open = true; $(field, box).focus(); }
  return Boolean(box);
};
const KEYS = {
  KeyA: () => send("[data-order=accept]"),
  KeyE: () => opened("details.edit", "select, input:not([type=hidden])"),
  KeyR: () => opened("details.reject", "select"),
  KeyU: () => send("[data-order=undo-last]") || send("[data-order=undo]"),
  KeyJ: () => go("a[rel=next]"),
  KeyK: () => go("a[rel=prev]"),
  KeyW: () => { if (words) chooseFirstWord(); return Boolean(words); },
};

function fieldKey(event) {
  const number = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  const link = number && all(".card.active a[data-role], .card.here a[data-role]")[number - 1];
  if (link) { link.focus(); link.click(); }
  return Boolean(link);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { closeAdd(); all("details[open]").forEach((box) => { box.open = false; }); document.activeElement?.blur(); return; }
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select, textarea")) return;
  if (event.key === "?" || event.key === "؟") { const keys = $("details.keys"); if (keys) keys.open = !keys.open; return; }
  if (event.target === words && event.key.startsWith("Arrow")) return;
  if (KEYS[event.code]?.() || fieldKey(event)) event.preventDefault();
});

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
    more.textContent = [one.name, one.feature, one.admin1, one.country, one.kind].filter(Boolean).join(" · "); more.dir = "auto";
    line.append(more); line.addEventListener("mousedown", (event) => { event.preventDefault(); take(one); });
    return line;
  };
  const ask = async () => {
    const mine = ++asked;
    const answer = input.value.trim() ? await fetch(`${box.dataset.find}?q=${encodeURIComponent(input.value.trim())}`) : null;
    const fresh = answer?.ok ? await answer.json() : [];
    if (mine !== asked) return;
    found = fresh; list.replaceChildren(...found.map(item)); show(found.length > 0); point(found.length ? 0 : -1);
  };
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
