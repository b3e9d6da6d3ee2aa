"use strict";
// Draws the charts and opens the trail that is asked for. The page can be read without it.
(function () {
  // Trails ------------------------------------------------------------------------------------------------------
  function open(hash) {
    let target = null;
    try {
      target = hash ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
    } catch (_) { /* not an anchor of this page */ }
    if (target instanceof HTMLDetailsElement) target.open = true;
  }
  document.addEventListener("click", function (event) {
    const link = event.target.closest && event.target.closest("a[href^='#']");
    if (link) open(link.hash);
  });
  window.addEventListener("hashchange", function () { open(location.hash); });
  open(location.hash);

  // Charts ------------------------------------------------------------------------------------------------------
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);

  // What a mark says, beside the pointer: one line a field.
  function tooltip(_, event, __, value) {
    tip.hidden = value === null || value === undefined || value === "";
    if (tip.hidden) return;
    tip.replaceChildren();
    const lines = typeof value === "object" ? Object.entries(value) : [["", value]];
    for (const [name, said] of lines) {
      const line = document.createElement("div");
      line.textContent = name ? name + ": " + said : String(said);
      tip.append(line);
    }
    const edge = document.documentElement.clientWidth - tip.offsetWidth - 8;
    tip.style.left = Math.max(8, Math.min(event.clientX + 12, edge)) + "px";
    tip.style.top = event.clientY + 16 + "px";
  }

  const plots = [];
  for (const figure of document.querySelectorAll("figure.chart")) {
    const plot = figure.querySelector(".plot");
    const spec = JSON.parse(figure.querySelector("script").textContent);
    const compiled = vegaLite.compile(spec).spec;
    const view = new vega.View(vega.parse(compiled, null, { ast: true }), {
      container: plot,
      expr: expressionInterpreter,
      renderer: "svg",
      tooltip: tooltip,
    });
    plots.push({ plot: plot, view: view });
    view.runAsync().then(function () {
      figure.classList.add("drawn");
      figure.querySelector("details").open = false;
    });
  }

  // Paper ---------------------------------------------------------------------------------------------------------
  // Charts are drawn for the width of a page before it is laid out; of trails the titles are printed.
  function drawn(width) {
    for (const { plot } of plots) plot.style.width = width;
    window.dispatchEvent(new Event("resize"));
    // Once for the new width, once for the legends it moves.
    for (const { view } of plots) view.run().run();
  }
  window.addEventListener("beforeprint", function () { drawn("640px"); });
  window.addEventListener("afterprint", function () { drawn(""); });
})();
