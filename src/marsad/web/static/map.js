// The map: borders that come with Marsad, events with their radius and precision; nothing is fetched from elsewhere.
import { Map, NavigationControl, Popup, setWorkerUrl } from "/static/parts/maplibre-gl.mjs";

setWorkerUrl("/static/parts/maplibre-gl-worker.mjs");
const box = document.querySelector("#map");
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const dark = getComputedStyle(document.documentElement).colorScheme === "dark";
const WIDE = 3; // from this precision on, the point stands for a district or more
const METRES = 78271.517 / 2 ** 20; // of a pixel at the equator and zoom 20
const COLUMNS = 6; // latitude, longitude, radius, precision, how many events, the number of one

function feature(one) {
  const scale = METRES * Math.cos((one.lat * Math.PI) / 180);
  return {
    type: "Feature",
    geometry: { type: "Point", coordinates: [one.lon, one.lat] },
    properties: { events: 1, ...one, wide: one.precision >= WIDE, reach: (one.radius_km * 1000) / scale },
  };
}

async function packed(url) {
  const numbers = new Int32Array(await (await fetch(url)).arrayBuffer());
  const many = numbers.length / COLUMNS;
  const at = (column, n) => numbers[column * many + n];
  return Array.from({ length: many }, (_, n) => feature({
    lat: at(0, n) / 1e5, lon: at(1, n) / 1e5, radius_km: at(2, n) / 100, precision: at(3, n), events: at(4, n), number: at(5, n),
  }));
}

async function events() {
  if (box.dataset.url) return packed(box.dataset.url);
  return [...document.querySelectorAll(".card[data-lat]:not([data-lat=''])")].map(({ dataset: d }) => feature({
    name: d.event, lat: Number(d.lat), lon: Number(d.lon), radius_km: Number(d.radius), precision: Number(d.precision),
  }));
}

async function borders() {
  const world = await (await fetch("/static/parts/countries-50m.json")).json();
  return window.topojson.feature(world, world.objects.countries);
}

function around(found) {
  // Where most of them lie: a place that was misread on another continent does not make all the others small.
  const [lons, lats] = [0, 1].map((axis) => found.map((one) => one.geometry.coordinates[axis]).sort((a, b) => a - b));
  const cut = found.length > 20 ? Math.ceil(found.length / 25) : 0;
  return [[lons[cut], lats[cut]], [lons.at(-1 - cut), lats.at(-1 - cut)]];
}

const accent = css("--accent");
const hues = Array.from({ length: 10 }, (_, n) => css(`--hue-${n}`));
const number = ["coalesce", ["get", "sum"], ["get", "events"]];
const size = ["interpolate", ["linear"], ["log10", number], 0, 9, 2, 20, 5, 42];
const ground = [
  { id: "sea", type: "background", paint: { "background-color": dark ? "#1a2225" : "#d5e1e4" } },
  { id: "land", type: "fill", source: "world", paint: { "fill-color": dark ? "#2a3236" : "#f7f4ea" } },
  { id: "borders", type: "line", source: "world", paint: { "line-color": dark ? "#566166" : "#b8b09c", "line-width": 0.8 } },
];
const several = [">", number, 1];
const one = ["==", number, 1];
const shapes = [
  { id: "reach", type: "circle", source: "events", filter: ["!", ["has", "point_count"]], paint: {
    "circle-radius": ["interpolate", ["exponential", 2], ["zoom"], 0, 0, 20, ["get", "reach"]],
    "circle-color": accent, "circle-opacity": 0.1, "circle-stroke-color": accent, "circle-stroke-width": 1, "circle-stroke-opacity": 0.6 } },
  { id: "groups", type: "circle", source: "events", filter: several, paint: {
    "circle-color": ["case", ["to-boolean", ["get", "wide"]], dark ? "#1c2124" : "#fffefb", accent], "circle-opacity": 0.85,
    "circle-stroke-color": ["case", ["to-boolean", ["get", "wide"]], accent, dark ? "#1c2124" : "#fff"], "circle-stroke-width": 2, "circle-radius": size } },
  { id: "numbers", type: "symbol", source: "events", filter: several, layout: {
    "text-field": ["to-string", number], "text-size": 13, "text-font": ["Plex"], "text-allow-overlap": true },
  paint: { "text-color": ["case", ["to-boolean", ["get", "wide"]], accent, css("--on-accent")] } },
  { id: "points", type: "circle", source: "events", filter: one, paint: {
    "circle-radius": 6, "circle-color": ["case", ["get", "wide"], dark ? "#1c2124" : "#fffefb", accent],
    "circle-stroke-color": accent, "circle-stroke-width": 2 } },
];

const tip = new Popup({ closeButton: false, offset: 10, focusAfterOpen: false });
const note = (...lines) => {
  const node = document.createElement("div");
  node.className = "map-tip"; node.dir = "auto"; node.textContent = lines.map((line) => line.trim()).join(" · ");
  return node;
};

function onMap(map) {
  const pointer = (shape) => () => { map.getCanvas().style.cursor = shape; };
  for (const layer of ["points", "groups"]) { map.on("mouseenter", layer, pointer("pointer")); map.on("mouseleave", layer, pointer("")); }
  map.on("click", "points", ({ features: [found] }) => show(found.properties));
  map.on("click", "groups", async ({ features: [found] }) => {
    if (!found.properties.cluster) { here(found); return; }
    const zoom = await map.getSource("events").getClusterExpansionZoom(found.properties.cluster_id);
    map.easeTo({ center: found.geometry.coordinates, zoom });
  });
  document.querySelectorAll("tr[data-lat]:not([data-lat=''])").forEach((row) => row.addEventListener("mouseenter", () => {
    tip.remove();
    tip.setLngLat([Number(row.dataset.lon), Number(row.dataset.lat)]).setDOMContent(note(row.cells[1].textContent, row.cells[2].textContent)).addTo(map);
  }));
}

function here({ properties }) {
  // Several events stand on one point: their list.
  const address = new URL(location.href), [lat, lon] = [properties.lat, properties.lon];
  address.searchParams.set("box", [lat - 0.0001, lon - 0.0001, lat + 0.0001, lon + 0.0001].map((edge) => edge.toFixed(5)).join(","));
  address.searchParams.delete("page");
  location.href = address;
}

function show(found) {
  const row = found.name && document.querySelector(`[data-event="${CSS.escape(found.name)}"]`);
  document.querySelectorAll(".here").forEach((other) => other.classList.remove("here"));
  if (row) { row.classList.add("here"); row.scrollIntoView({ block: "nearest" }); } else if (found.number) { location.href = `/at/${found.number}`; }
}

function button(words, name) {
  const made = document.createElement("button");
  made.type = "button"; made.className = name; made.textContent = words;
  box.append(made);
  return made;
}

function searchHere(map) {
  const search = button(box.dataset.area, "area");
  search.hidden = true;
  map.on("moveend", (event) => { if (event.originalEvent) search.hidden = false; });
  search.addEventListener("click", () => {
    const bounds = map.getBounds(), address = new URL(location.href);
    const edge = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(3);
    address.searchParams.set("box", [edge(bounds.getSouth(), 90), edge(bounds.getWest(), 180), edge(bounds.getNorth(), 90), edge(bounds.getEast(), 180)].join(","));
    address.searchParams.delete("page");
    location.href = address;
  });
}

function savePicture(map) {
  button(box.dataset.png, "png").addEventListener("click", () => {
    map.once("render", () => map.getCanvas().toBlob((picture) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(picture); link.download = "marsad-map.png"; link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    }));
    map.triggerRepaint();
  });
}

function open(sources, layers, bounds) {
  const map = new Map({ container: box, style: { version: 8, sources, layers: [...ground, ...layers] }, bounds, fitBoundsOptions: { padding: 50, maxZoom: 6.5 }, attributionControl: false, locale: { "Map.Title": box.dataset.title }, dragRotate: false, maxZoom: 14 });
  map.addControl(new NavigationControl({ showCompass: false }), document.dir === "rtl" ? "top-left" : "top-right");
  savePicture(map);
  map.on("load", () => { box.dataset.ready = String(Math.round(performance.now())); });
  return map;
}

async function start() {
  const [found, world] = await Promise.all([events(), borders()]);
  const clustered = Boolean(box.dataset.url);
  const map = open({
    world: { type: "geojson", data: world },
    events: { type: "geojson", data: { type: "FeatureCollection", features: found }, cluster: clustered, clusterRadius: 40, clusterMaxZoom: 9, ...(clustered && { clusterProperties: { sum: ["+", ["get", "events"]] } }) },
  }, shapes, found.length ? around(found) : [[34, 12], [49, 38]]);
  map.on("load", () => onMap(map));
  if (clustered) searchHere(map);
  else map.on("click", ({ lngLat, point }) => {
    if (map.queryRenderedFeatures(point, { layers: ["points"] }).length) return;
    document.dispatchEvent(new CustomEvent("marsad:point", { detail: { lat: lngLat.lat, lon: lngLat.lng } }));
  });
  box.addEventListener("marsad:at", ({ detail }) => map.jumpTo({ center: detail, zoom: 9 }));
  document.addEventListener("marsad:place", ({ detail }) => {
    map.getSource("events").setData({ type: "FeatureCollection", features: [...found, feature({ name: "", ...detail })] });
    map.flyTo({ center: [detail.lon, detail.lat], zoom: Math.max(map.getZoom(), 8) });
  });
}

// Who held what: a slider over the days between the first change and the last.
const DAY = 86_400_000;
const on = (place, day) => place.spans.find((span) => (!span.from || span.from <= day) && (!span.to || day < span.to));

async function control() {
  const [places, world] = await Promise.all([fetch(box.dataset.control).then((answer) => answer.json()), borders()]);
  const holders = [...document.querySelectorAll("#holders [data-holder]")].map((one) => one.dataset.holder);
  const slider = document.querySelector("#slider"), day = document.querySelector("[name=on]");
  const first = Date.parse(slider.dataset.first) - 30 * DAY; // a month before the first change: who held it then
  const iso = (number) => new Date(first + number * DAY).toISOString().slice(0, 10);
  const drawn = () => ({ type: "FeatureCollection", features: places.flatMap((place) => {
    const span = on(place, day.value);
    if (!span) return [];
    const hue = hues[Math.max(0, holders.indexOf(span.holder)) % hues.length];
    return [{ type: "Feature", geometry: { type: "Point", coordinates: [place.lon, place.lat] }, properties: { hue, state: span.state, name: document.dir === "rtl" ? place.name_ar : place.name } }];
  }) });
  const spots = places.map((place) => ({ geometry: { coordinates: [place.lon, place.lat] } }));
  const map = open({ world: { type: "geojson", data: world }, held: { type: "geojson", data: drawn() } }, [
    { id: "state", type: "circle", source: "held", filter: ["!=", ["get", "state"], "held"], paint: { "circle-radius": 14, "circle-opacity": 0, "circle-stroke-color": ["get", "hue"], "circle-stroke-width": 2, "circle-stroke-opacity": 0.8 } },
    { id: "held", type: "circle", source: "held", paint: { "circle-radius": 8, "circle-color": ["get", "hue"], "circle-stroke-color": dark ? "#1c2124" : "#fff", "circle-stroke-width": 2 } },
  ], spots.length ? around(spots) : [[34, 12], [49, 38]]);
  map.on("mouseenter", "held", ({ features: [found] }) => tip.setLngLat(found.geometry.coordinates).setDOMContent(note(found.properties.name)).addTo(map));
  map.on("mouseleave", "held", () => tip.remove());
  slider.max = String(Math.round((Date.parse(slider.dataset.last) - first) / DAY) + 30);
  slider.value = String(Math.round((Date.parse(day.value) - first) / DAY));
  slider.setAttribute("aria-valuetext", day.value);
  slider.closest("label").hidden = false;
  slider.addEventListener("input", () => {
    day.value = iso(Number(slider.value)); slider.setAttribute("aria-valuetext", day.value);
    map.getSource("held").setData(drawn());
  });
  slider.addEventListener("change", async () => {
    const address = `/control?on=${day.value}`;
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    document.querySelector("#held tbody").replaceWith(document.adoptNode(page.querySelector("#held tbody")));
    history.replaceState(null, "", address);
  });
}

if (box) (box.dataset.control ? control : start)();
