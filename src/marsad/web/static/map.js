// The map: borders that come with Marsad, events with their radius and precision; nothing is fetched from elsewhere.
import { Map, NavigationControl, Popup, setWorkerUrl } from "/static/parts/maplibre-gl.mjs";

setWorkerUrl("/static/parts/maplibre-gl-worker.mjs");
const box = document.querySelector("#map");
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const dark = getComputedStyle(document.documentElement).colorScheme === "dark";
const WIDE = 3; // from this precision on, the point stands for a district or more
const METRES = 78271.517 / 2 ** 20; // of a pixel at the equator and zoom 20

function feature(one) {
  const scale = METRES * Math.cos((one.lat * Math.PI) / 180);
  return {
    type: "Feature",
    geometry: { type: "Point", coordinates: [one.lon, one.lat] },
    properties: { ...one, wide: one.precision >= WIDE, reach: (one.radius_km * 1000) / scale },
  };
}

async function events() {
  if (box.dataset.url) {
    const columns = await (await fetch(box.dataset.url)).json();
    return columns.name.map((name, n) => feature(Object.fromEntries(Object.keys(columns).map((key) => [key, columns[key][n]]))));
  }
  return [...document.querySelectorAll(".card[data-lat]:not([data-lat=''])")].map(({ dataset: d }) => feature({
    name: d.event, lat: Number(d.lat), lon: Number(d.lon), radius_km: Number(d.radius), precision: Number(d.precision), kind: d.kind,
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
const layers = [
  { id: "sea", type: "background", paint: { "background-color": dark ? "#1a2225" : "#d5e1e4" } },
  { id: "land", type: "fill", source: "world", paint: { "fill-color": dark ? "#2a3236" : "#f7f4ea" } },
  { id: "borders", type: "line", source: "world", paint: { "line-color": dark ? "#566166" : "#b8b09c", "line-width": 0.8 } },
  { id: "reach", type: "circle", source: "events", filter: ["!", ["has", "point_count"]], paint: {
    "circle-radius": ["interpolate", ["exponential", 2], ["zoom"], 0, 0, 20, ["get", "reach"]],
    "circle-color": accent, "circle-opacity": 0.1, "circle-stroke-color": accent, "circle-stroke-width": 1, "circle-stroke-opacity": 0.6 } },
  { id: "groups", type: "circle", source: "events", filter: ["has", "point_count"], paint: {
    "circle-color": accent, "circle-opacity": 0.75, "circle-stroke-color": dark ? "#1c2124" : "#fff", "circle-stroke-width": 2,
    "circle-radius": ["interpolate", ["linear"], ["log10", ["get", "point_count"]], 0, 9, 2, 20, 5, 42] } },
  { id: "numbers", type: "symbol", source: "events", filter: ["has", "point_count"], layout: {
    "text-field": ["get", "point_count_abbreviated"], "text-size": 13, "text-font": ["Plex"], "text-allow-overlap": true }, paint: { "text-color": css("--on-accent") } },
  { id: "points", type: "circle", source: "events", filter: ["!", ["has", "point_count"]], paint: {
    "circle-radius": 6, "circle-color": ["case", ["get", "wide"], dark ? "#1c2124" : "#fffefb", accent],
    "circle-stroke-color": accent, "circle-stroke-width": 2 } },
];

function onMap(map, found) {
  const pointer = (shape) => () => { map.getCanvas().style.cursor = shape; };
  for (const layer of ["points", "groups"]) { map.on("mouseenter", layer, pointer("pointer")); map.on("mouseleave", layer, pointer("")); }
  map.on("click", "points", ({ features: [one] }) => show(map, one.properties));
  map.on("click", "groups", async ({ features: [one] }) => {
    const zoom = await map.getSource("events").getClusterExpansionZoom(one.properties.cluster_id);
    map.easeTo({ center: one.geometry.coordinates, zoom });
  });
  document.querySelectorAll("tr[data-event]").forEach((row) => row.addEventListener("mouseenter", () => {
    const one = found.find((other) => other.properties.name === row.dataset.event);
    tip.remove();
    if (one) tip.setLngLat(one.geometry.coordinates).setDOMContent(note(row.cells[1].textContent, row.cells[2].textContent)).addTo(map);
  }));
}

const tip = new Popup({ closeButton: false, offset: 10, focusAfterOpen: false });
const note = (...lines) => {
  const node = document.createElement("div");
  node.className = "map-tip"; node.dir = "auto"; node.textContent = lines.map((line) => line.trim()).join(" · ");
  return node;
};

function show(map, one) {
  const row = document.querySelector(`[data-event="${CSS.escape(one.name)}"]`);
  document.querySelectorAll(".here").forEach((other) => other.classList.remove("here"));
  if (row) { row.classList.add("here"); row.scrollIntoView({ block: "nearest" }); } else { location.href = `/review/${one.name}`; }
}

function searchHere(map) {
  const button = document.createElement("button");
  button.type = "button"; button.className = "area"; button.textContent = box.dataset.area; button.hidden = true;
  map.on("moveend", (event) => { if (event.originalEvent) button.hidden = false; });
  button.addEventListener("click", () => {
    const bounds = map.getBounds(), address = new URL(location.href);
    const edge = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(3);
    address.searchParams.set("box", [edge(bounds.getSouth(), 90), edge(bounds.getWest(), 180), edge(bounds.getNorth(), 90), edge(bounds.getEast(), 180)].join(","));
    address.searchParams.delete("page");
    location.href = address;
  });
  box.append(button);
}

async function start() {
  const [found, world] = await Promise.all([events(), borders()]);
  const style = { version: 8, layers, sources: {
    world: { type: "geojson", data: world },
    events: { type: "geojson", data: { type: "FeatureCollection", features: found }, cluster: Boolean(box.dataset.url), clusterRadius: 40, clusterMaxZoom: 9 },
  } };
  const bounds = found.length ? around(found) : [[34, 12], [49, 38]];
  const map = new Map({ container: box, style, bounds, fitBoundsOptions: { padding: 50, maxZoom: 6.5 }, attributionControl: false, locale: { "Map.Title": box.dataset.title }, dragRotate: false, maxZoom: 14 });
  map.addControl(new NavigationControl({ showCompass: false }), document.dir === "rtl" ? "top-left" : "top-right");
  map.on("load", () => { onMap(map, found); box.dataset.ready = "1"; });
  if (box.dataset.url) searchHere(map);
  document.addEventListener("marsad:place", ({ detail }) => {
    map.getSource("events").setData({ type: "FeatureCollection", features: [...found, feature({ name: "", ...detail })] });
    map.flyTo({ center: [detail.lon, detail.lat], zoom: Math.max(map.getZoom(), 8) });
  });
}

if (box) start();
