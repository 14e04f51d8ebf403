// While the site is being written: asks the local server whether the page is still the newest, and loads it again if not.
"use strict";

(() => {
  const EVERY = 600; // milliseconds
  let known = "";
  const look = async () => {
    try {
      const answer = await fetch("/.weerklank/version", { cache: "no-store" });
      const version = await answer.text();
      if (known && version !== known) location.reload();
      known = version;
    } catch {
      // The server was stopped; it may come back.
    }
    setTimeout(look, EVERY);
  };
  look();
})();
