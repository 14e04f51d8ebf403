// Takes a link to an old address, with the place on the page that it names, to where the page lies now.
"use strict";

(() => {
  const target = document.querySelector("meta[name=weerklank-target]")?.getAttribute("content");
  if (target) location.replace(new URL(target + location.hash, location.href));
})();
