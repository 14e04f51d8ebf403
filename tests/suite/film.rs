//! The film of the example, which plays from its beginning to its end in Chromium and in Firefox, with its captions.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::firefox::Firefox;
use crate::support::Site;

const PAGE: &str = "2023/piping-in-een-emmer.html";

/// What a browser says of the film at last, once it went through it.
fn played(mut ask: impl FnMut(&str) -> Value) -> Value {
    let film = "document.querySelector('video')";
    let mut until = |script: &str| {
        let start = std::time::Instant::now();
        while ask(&format!("{film}.error !== null || {script}")) != json!(true) {
            assert!(start.elapsed().as_secs() < 20, "{script}");
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    };
    until(&format!("{film}.readyState > 0"));
    until(&format!("({film}.muted = true, {film}.playbackRate = 4, {film}.play(), true)"));
    until(&format!("{film}.ended"));
    ask(&format!(
        "[{film}.error && {film}.error.message, {film}.duration, {film}.currentTime, \
         {film}.videoWidth, Math.max(...[...{film}.textTracks[0].cues].map(cue => cue.endTime))]"
    ))
}

#[test]
fn the_film_of_the_example_plays_to_its_end() {
    let site = Site::example().built();
    let address = format!("file://{}", site.path("public").join(PAGE).display());
    let browser = Browser::start(1280, 900);
    browser.open(&address);
    let mut found = BTreeSet::from([played(|script| browser.ask(script)).to_string()]);
    let mut firefox = Firefox::start();
    firefox.open(&address);
    found.insert(played(|script| firefox.ask(script)).to_string());
    assert_eq!(found, BTreeSet::from(["[null,9,9,640,9]".to_owned()]));
}
