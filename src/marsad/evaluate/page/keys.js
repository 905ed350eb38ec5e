// Moving about with keys, and lighting up the words of an event.

const LIT = ["lit-g", "lit-f", "role"];

function light(row) {
  for (const { element } of row.report.segments ?? []) element.classList.remove(...LIT);
  let first = null;
  for (const { element, marks } of row.report.segments ?? []) {
    for (const mark of marks) {
      const [name, role] = mark.split(".");
      if (name.slice(1) !== String(row.number)) continue;
      element.classList.add(role ? "role" : `lit-${name[0]}`);
      first ??= element;
    }
  }
  if (first) showIn(row.report.panel, first);
}

function dim(row) {
  for (const { element } of row.report.segments ?? []) element.classList.remove(...LIT);
}

// Scroll the text alone, and only where it has more than it shows.
function showIn(panel, element) {
  const top = element.getBoundingClientRect().top - panel.getBoundingClientRect().top;
  if (top < 0 || top > panel.clientHeight - 40) panel.scrollTop += top - panel.clientHeight / 4;
}

for (const report of DATA.reports) {
  for (const row of report.rows) {
    row.element.addEventListener("mouseenter", () => light(row));
    row.element.addEventListener("mouseleave", () => dim(row));
    row.element.addEventListener("focus", () => light(row));
    row.element.addEventListener("blur", () => dim(row));
  }
  for (const { element, marks } of report.segments ?? []) {
    const numbers = marks.map((mark) => Number(mark.slice(1).split(".")[0]));
    if (numbers.length) {
      element.addEventListener("click", () => {
        const row = report.rows.find((each) => numbers.includes(each.number) && !each.element.hidden);
        row?.element.focus();
      });
    }
  }
}

function wrongReports() {
  return DATA.reports.filter((report) => !report.element.hidden
    && report.rows.some((row) => !row.element.hidden && row.outcome !== "right")).map((report) => report.element);
}

function wrongRows() {
  return DATA.reports.flatMap((report) => (report.element.hidden ? [] : report.rows))
    .filter((row) => !row.element.hidden && row.outcome !== "right").map((row) => row.element);
}

// Go to the element after (or before) the one that has the focus, else the one at the top of the window.
function step(elements, by) {
  const here = document.activeElement;
  const own = elements.find((element) => element === here || element.contains(here));
  const bar = document.getElementById("top").getBoundingClientRect().bottom;
  let index = elements.indexOf(own);
  if (index >= 0) index += by;
  else if (here && here !== document.body && here.closest("#reports")) {
    const after = elements.findIndex((element) => here.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
    index = by > 0 ? after : (after < 0 ? elements.length : after) - 1;
  } else {
    const after = elements.findIndex((element) => element.getBoundingClientRect().top >= bar - 1);
    index = by > 0 ? after : (after < 0 ? elements.length : after) - 1;
  }
  go(elements[index]);
}

function go(element) {
  if (!element) return;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: element.matches(".report") || element.offsetHeight > innerHeight / 2 ? "start" : "center" });
}

function toggleConfusion() {
  const place = document.getElementById("confusion");
  place.open = !place.open;
  if (!place.open) return;
  scrollTo({ top: 0 });
  place.querySelector("summary").focus({ preventScroll: true });
}

function showKeys() {
  document.getElementById("keys").showModal();
}

const KEYS = {
  j: () => step(wrongReports(), 1),
  k: () => step(wrongReports(), -1),
  n: () => step(wrongRows(), 1),
  p: () => step(wrongRows(), -1),
  c: toggleConfusion,
  x: clearFilters,
  "/": () => { search.focus(); search.select(); },
  "?": showKeys,
};
// The same keys on an Arabic keyboard.
const ARABIC = { "ت": "j", "ن": "k", "ى": "n", "ح": "p", "ؤ": "c", "ء": "x", "ظ": "/", "؟": "?" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById("keys").open) return;
  const typing = event.target.matches("input[type=search], select");
  if (event.key === "Escape" && typing) event.target.blur();
  const action = KEYS[ARABIC[event.key] ?? event.key];
  if (typing || !action) return;
  event.preventDefault();
  action();
});
document.getElementById("show-keys").addEventListener("click", showKeys);

// The bar sticks to the top; what is gone to must not hide below it.
function measureBar() {
  const bar = document.getElementById("top");
  const height = getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
  document.documentElement.style.setProperty("--bar", `${height}px`);
}
new ResizeObserver(measureBar).observe(document.getElementById("top"));
measureBar();
if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
