// The reports as elements. Every text goes in as a text node, never as HTML.

const DATA = JSON.parse(document.getElementById("data").textContent);
const SIGNS = { right: "=", wrong: "≠", gold: "−", found: "+", open: "·" };
const SPOKEN = {
  right: "the same", wrong: "different", gold: "only annotated", found: "only extracted", open: "not judged",
};
const OUTCOMES = { right: "right", fields: "fields wrong", kind: "other kind", missed: "missed", false: "false" };

function make(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

function plain(kind) {
  return kind.replaceAll("_", " ");
}

function drawValue([name, words, verdict, note]) {
  const value = make("div", { class: `value ${verdict}` });
  if (name) value.append(make("span", { class: "name", dir: "auto" }, name));
  if (words) value.append(make("bdi", { lang: "ar", dir: "auto", class: "ar" }, words));
  if (note) value.append(make("small", {}, note));
  return value;
}

function drawField([name, verdict, golds, founds]) {
  const sign = make("span", { class: "sign", "aria-hidden": "true" }, SIGNS[verdict]);
  const spoken = make("span", { class: "spoken" }, `, ${SPOKEN[verdict]}`);
  const cells = [golds, founds].map((values, side) =>
    make("td", { class: values.length ? `side${side}` : `side${side} none` }, ...values.map(drawValue)));
  const head = make("th", { scope: "row" }, sign, name, spoken);
  return make("tr", { class: `v ${verdict}` }, head, ...cells);
}

function drawRow(row, number, report) {
  const told = OUTCOMES[row.outcome];
  const head = make("div", { class: "head" },
    make("span", { class: `badge ${row.outcome}` }, told),
    make("strong", {}, plain(row.gold ?? row.found)));
  if (row.outcome === "kind") head.append(make("span", { class: "wrongs" }, `taken for ${plain(row.found)}`));
  if (row.wrong.length) head.append(make("span", { class: "wrongs" }, `wrong: ${row.wrong.join(", ")}`));
  const label = `${told}: ${plain(row.gold ?? row.found)}`;
  const table = make("table", {},
    make("thead", {}, make("tr", {},
      make("th", { scope: "col" }, make("span", { class: "spoken" }, "field")),
      make("th", { scope: "col" }, "annotated"),
      make("th", { scope: "col" }, "extracted"))),
    make("tbody", {}, ...row.fields.map(drawField)));
  row.element = make("article", { class: `row ${row.outcome}`, tabindex: "0", "aria-label": label }, head, table);
  row.report = report;
  row.number = number;
  return row.element;
}

function drawText(report) {
  if (report.text === null) {
    return make("div", { class: "text none" }, "The words of this report are not at hand: name their folder with --texts.");
  }
  const text = make("div", { class: "text", dir: "rtl", lang: "ar", tabindex: "0", role: "region", "aria-label": `Text of ${report.id}` });
  report.segments = [];
  for (const [words, marks] of report.text) {
    const whole = marks.filter((mark) => !mark.includes("."));
    const sides = [..."gf"].filter((side) => whole.some((mark) => mark[0] === side));
    const segment = make("span", { class: sides.length ? `seg ${sides.join(" ")}` : null }, words);
    report.segments.push({ element: segment, marks });
    text.append(segment);
  }
  return text;
}

function drawReport(report) {
  const facts = [report.conflict, report.published, report.outlet].filter(Boolean);
  const head = make("h2", {}, make("a", { href: `#r-${encodeURIComponent(report.id)}` }, make("bdi", {}, report.id)));
  for (const fact of facts) head.append(make("bdi", { class: "fact", dir: "auto" }, String(fact)));
  report.tally = make("span", { class: "tally" });
  head.append(report.tally);
  const rows = make("div", { class: "rows" }, ...report.rows.map((row, number) => drawRow(row, number, report)));
  if (!report.rows.length) rows.append(make("p", { class: "quiet" }, "No event annotated, none extracted."));
  report.panel = drawText(report);
  report.element = make("section", { class: "report", id: `r-${report.id}`, tabindex: "-1", "aria-label": `Report ${report.id}` },
    head, make("div", { class: "sides" }, report.panel, rows));
  return report.element;
}

document.getElementById("reports").append(...DATA.reports.map(drawReport));
