// The filters: what is chosen, what it leaves to be seen.

const search = document.getElementById("search");
const pairButton = document.getElementById("pair");

function fillSelect(id, values, label) {
  const options = values.map((value) => make("option", { value }, label(value)));
  document.getElementById(id).append(...options);
}

function fillFilters() {
  const rows = DATA.reports.flatMap((report) => report.rows);
  const kinds = new Set(rows.flatMap((row) => [row.gold, row.found]).filter(Boolean));
  fillSelect("kind", byCodebook(kinds), plain);
  fillSelect("conflict", [...new Set(DATA.reports.map((report) => report.conflict).filter(Boolean))].sort(), String);
  document.getElementById("tags").append(...TAGS.map((tag) => make("label", {},
    make("input", { type: "checkbox", name: "tag", value: tag }), make("span", {}, tag, " ", make("b", {})))));
}

function readFilters() {
  filters.kind = document.getElementById("kind").value;
  filters.conflict = document.getElementById("conflict").value;
  filters.word = fold(search.value.trim()).folded;
  filters.tags = new Set([...document.querySelectorAll("#tags input:checked")].map((box) => box.value));
}

function showReport(report) {
  const rows = report.rows.filter((row) => counts(report, row));
  let seen = 0;
  for (const row of report.rows) {
    row.element.hidden = !(rows.includes(row) && isShown(row));
    seen += !row.element.hidden;
  }
  report.element.hidden = !seen && !isBareShown(report);
  const wrong = report.rows.filter((row) => row.outcome !== "right").length;
  report.tally.textContent = seen < report.rows.length
    ? `${seen} of ${report.rows.length} events shown` : wrong ? `${wrong} of ${report.rows.length} not right` : "all right";
  return rows;
}

function drawTags(rows) {
  for (const label of document.querySelectorAll("#tags label")) {
    const tag = label.querySelector("input").value;
    const number = rows.filter((row) => tagsOf(row).includes(tag)).length;
    label.querySelector("b").textContent = String(number);
    label.classList.toggle("empty", !number);
  }
}

function drawPair() {
  pairButton.hidden = filters.pair === null;
  if (filters.pair === null) return;
  const [gold, found] = filters.pair;
  pairButton.textContent = !gold ? `false: ${plain(found)} ×` : !found ? `missed: ${plain(gold)} ×`
    : gold === found ? `${plain(gold)}, found ×` : `${plain(gold)} taken for ${plain(found)} ×`;
}

function apply() {
  readFilters();
  const rows = DATA.reports.flatMap(showReport);
  const inScope = (report) => (!filters.conflict || report.conflict === filters.conflict)
    && (!report.rows.length ? isBareShown(report) : report.rows.some((row) => counts(report, row)));
  drawFigures(rows, DATA.reports.filter(inScope).length);
  drawTags(rows);
  drawConfusion(rows);
  drawPair();
  const reports = DATA.reports.filter((report) => !report.element.hidden);
  const events = reports.flatMap((report) => report.rows.filter((row) => !row.element.hidden));
  document.getElementById("shown").textContent = `${events.length} events in ${reports.length} reports shown`;
  document.getElementById("nothing").hidden = reports.length > 0;
  markSearch();
}

// Where the browser can, the word searched for is marked in the texts.
function markSearch() {
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete("search");
  if (filters.word.length < 2) return;
  const ranges = DATA.reports.filter((report) => !report.element.hidden && report.text !== null).flatMap(rangesIn);
  CSS.highlights.set("search", new Highlight(...ranges));
}

function rangesIn(report) {
  const nodes = report.segments.map(({ element }) => element.firstChild).filter(Boolean);
  const { folded, at } = fold(nodes.map((node) => node.data).join(""));
  const ranges = [];
  for (let hit = folded.indexOf(filters.word); hit >= 0; hit = folded.indexOf(filters.word, hit + 1)) {
    const range = new Range();
    range.setStart(...placeOf(nodes, at[hit]));
    range.setEnd(...placeOf(nodes, at[hit + filters.word.length - 1] + 1));
    ranges.push(range);
  }
  return ranges;
}

function placeOf(nodes, offset) {
  let left = offset;
  for (const node of nodes) {
    if (left <= node.length) return [node, left];
    left -= node.length;
  }
  return [nodes.at(-1), nodes.at(-1).length];
}

function choosePair(pair) {
  filters.pair = filters.pair && pair && isPair({ gold: pair[0], found: pair[1] }, filters.pair) ? null : pair;
  apply();
}

function clearFilters() {
  document.getElementById("filters").reset();
  filters.pair = null;
  apply();
}

fillFilters();
document.getElementById("filters").addEventListener("input", apply);
document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());
document.getElementById("clear").addEventListener("click", (event) => { event.preventDefault(); clearFilters(); });
pairButton.addEventListener("click", () => choosePair(null));
document.getElementById("confusion").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { gold, found } = button.dataset;
  choosePair([gold, found]);
  document.querySelector(`#confusion button[data-gold="${CSS.escape(gold)}"][data-found="${CSS.escape(found)}"]`)?.focus();
});
apply();
