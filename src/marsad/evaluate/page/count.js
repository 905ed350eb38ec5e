// What the filters leave, and its figures.

const TAGS = ["missed", "false", "other kind", "place", "actor", "target", "date", "killed", "injured",
  "status", "attribution", "to", "right"];
const filters = { kind: "", conflict: "", word: "", tags: new Set(), pair: null };

// Spellings made one, letter by letter, so that a place in the result has one in the original.
const LETTERS = { "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي" };
const SILENT = /[\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]/;

function fold(text) {
  let folded = "";
  const at = [];
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index];
    if (SILENT.test(letter)) continue;
    const plainer = LETTERS[letter] ?? letter.toLowerCase()[0];
    folded += plainer;
    at.push(index);
  }
  at.push(text.length);
  return { folded, at };
}

for (const report of DATA.reports) {
  const text = (report.text ?? []).map(([words]) => words).join("");
  report.words = fold([report.id, report.outlet ?? "", text].join("\n")).folded;
  for (const row of report.rows) {
    const values = row.fields.flatMap(([, , golds, founds]) => [...golds, ...founds]);
    row.words = fold(values.flatMap(([name, words]) => [name ?? "", words ?? ""]).join("\n")).folded;
  }
}

function isOwn(kind) {
  return kind !== null && (!filters.kind || kind === filters.kind);
}

// With one kind chosen, what another kind beside it missed is not its own.
function tagsOf(row) {
  if (row.outcome === "fields") return row.wrong;
  if (row.outcome !== "kind") return [row.outcome];
  return ["other kind", ...(isOwn(row.gold) ? ["missed"] : []), ...(isOwn(row.found) ? ["false"] : [])];
}

function isPair(row, pair) {
  return !pair || ((row.gold ?? "") === pair[0] && (row.found ?? "") === pair[1]);
}

// A row counts if the report, its kind and its words fit; whether it is also shown is for the tags to say.
function counts(report, row) {
  if (filters.conflict && report.conflict !== filters.conflict) return false;
  if (filters.kind && row.gold !== filters.kind && row.found !== filters.kind) return false;
  return !filters.word || report.words.includes(filters.word) || row.words.includes(filters.word);
}

function isShown(row) {
  return isPair(row, filters.pair) && (!filters.tags.size || tagsOf(row).some((tag) => filters.tags.has(tag)));
}

function isBareShown(report) {
  const fits = !filters.conflict || report.conflict === filters.conflict;
  const found = !filters.word || report.words.includes(filters.word);
  return fits && found && !report.rows.length && !filters.kind && !filters.tags.size && !filters.pair;
}

function ratio(hits, gold, found) {
  return gold + found ? ((2 * hits) / (gold + found)).toFixed(3) : "–";
}

function share(part, whole) {
  return whole ? (part / whole).toFixed(3) : "–";
}

function figures(rows) {
  const gold = rows.filter((row) => isOwn(row.gold)).length;
  const found = rows.filter((row) => isOwn(row.found)).length;
  const pairs = rows.filter((row) => row.outcome === "right" || row.outcome === "fields");
  const strict = pairs.filter((row) => row.strict).length;
  return {
    "event F1": ratio(pairs.length, gold, found),
    "strict F1": ratio(strict, gold, found),
    "precision": share(pairs.length, found),
    "recall": share(pairs.length, gold),
    "annotated": gold,
    "extracted": found,
    "right": pairs.filter((row) => row.outcome === "right").length,
    "fields wrong": pairs.filter((row) => row.outcome === "fields").length,
    "missed": gold - pairs.length,
    "false": found - pairs.length,
  };
}

function drawFigures(rows, reports) {
  const entries = Object.entries({ reports, ...figures(rows) });
  document.getElementById("figures").replaceChildren(...entries.map(([name, value]) =>
    make("div", { "data-figure": name }, make("dt", {}, name), make("dd", {}, String(value)))));
}

function byCodebook(kinds) {
  const place = (kind) => (DATA.kinds.indexOf(kind) + 1) || Infinity;
  return [...kinds].sort((a, b) => (a === "") - (b === "") || place(a) - place(b) || (a < b ? -1 : 1));
}

function drawCell(gold, found, number, most) {
  const right = gold !== "" && gold === found;
  const cell = make("td", { class: right ? "right" : null });
  if (!number) return cell;
  const pressed = filters.pair !== null && isPair({ gold, found }, filters.pair);
  const label = `${gold ? plain(gold) : "nothing annotated"}, ${found ? plain(found) : "nothing extracted"}: ${number}`;
  const button = make("button", { type: "button", "aria-label": label, "aria-pressed": String(pressed) }, String(number));
  button.dataset.gold = gold;
  button.dataset.found = found;
  if (!right) button.style.setProperty("--weight", String(gold && found ? 0.2 + (0.8 * number) / most : 0.15));
  cell.append(button);
  return cell;
}

function drawConfusion(rows) {
  const table = new Map();
  const key = (gold, found) => JSON.stringify([gold ?? "", found ?? ""]);
  for (const row of rows) table.set(key(row.gold, row.found), (table.get(key(row.gold, row.found)) ?? 0) + 1);
  const golds = byCodebook(new Set(rows.map((row) => row.gold ?? "")));
  const founds = byCodebook(new Set(rows.map((row) => row.found ?? "")));
  const wrong = rows.filter((row) => row.gold !== row.found).length;
  const taken = rows.filter((row) => row.outcome === "kind");
  const most = Math.max(1, ...taken.map((row) => table.get(key(row.gold, row.found))));
  const head = founds.map((kind) => make("th", { scope: "col" }, make("span", {}, kind ? plain(kind) : "missed")));
  const lines = golds.map((gold) => make("tr", {},
    make("th", { scope: "row" }, gold ? plain(gold) : "false"),
    ...founds.map((found) => drawCell(gold, found, table.get(key(gold, found)), most))));
  const place = document.getElementById("confusion");
  place.querySelector("table").replaceChildren(make("thead", {}, make("tr", {}, make("td"), ...head)), make("tbody", {}, ...lines));
  place.querySelector("summary").textContent = `Confusion of kinds (${wrong})`;
}
