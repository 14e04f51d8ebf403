//! How long each stage takes on the example site: `cargo bench --bench stages`.

use std::collections::BTreeMap;
use std::path::Path;

use divan::{Bencher, black_box};
use weerklank::comment::erasure::{self, Answered, Forgotten, Taken, Traces};
use weerklank::comment::person::{Person, gather};
use weerklank::comment::{BodyKind, Comment};
use weerklank::config::{Clock, Config, Flags, resolve};
use weerklank::disk::{read, walk};
use weerklank::pipeline::{self, Assembled, Stopwatch};
use weerklank::post::markdown::{self, Surroundings, Words};
use weerklank::post::{self, Kind};
use weerklank::source::{ExportFile, Hash, Source, Sources};
use weerklank::{comment, page, site};

fn main() {
    divan::main();
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn config() -> Config {
    let flags = Flags {
        base_url: None,
        drafts: false,
        future: false,
        expired: false,
        now: Clock::Moment("2026-11-23T12:00:00Z".parse().expect("a moment")),
        program: Hash::of(b""),
    };
    let settings = read::settings(root()).expect("the settings of the example site");
    resolve(&settings, &flags).value.expect("valid settings")
}

fn sources(config: &Config) -> Sources {
    pipeline::read(root(), config, &mut Stopwatch::default()).value
}

fn assembled(config: &Config) -> Assembled {
    let mut cache = weerklank::disk::cache::Cache::default();
    let sources = sources(config);
    pipeline::assemble(root(), sources, &mut cache, config, &mut Stopwatch::default())
        .value
        .expect("the example site")
}

/// Names, sizes and times of every file.
#[divan::bench]
fn list(bencher: Bencher) {
    let config = config();
    bencher.bench(|| walk::list(root(), black_box(&config)));
}

/// Front matter and one look through the body, of every post.
#[divan::bench]
fn parse_posts(bencher: Bencher) {
    let config = config();
    let posts = sources(&config).posts;
    bencher.bench(|| {
        let read = |source: &Source| post::read(source, Kind::Post, &config);
        posts.iter().map(read).collect::<Vec<_>>()
    });
}

/// Every export: WordPress, CSV and Excel.
#[divan::bench(args = ["xml", "csv", "xlsx"])]
fn parse_exports(bencher: Bencher, extension: &str) {
    let config = config();
    let mut exports = sources(&config).exports;
    exports.retain(|file| file.path().extension() == extension);
    let read = |file: &ExportFile| comment::read(file.head(), &config);
    bencher.bench(|| exports.iter().map(read).collect::<Vec<_>>());
}

/// Everything from sources to planned pages.
#[divan::bench]
fn assemble(bencher: Bencher) {
    let config = config();
    bencher.with_inputs(|| sources(&config)).bench_values(|sources| {
        let mut cache = weerklank::disk::cache::Cache::default();
        pipeline::assemble(root(), sources, &mut cache, &config, &mut Stopwatch::default())
    });
}

/// The words of every post and its discussion, for related posts.
#[divan::bench]
fn relate(bencher: Bencher) {
    let config = config();
    let site = assembled(&config).site;
    bencher.bench(|| {
        let posts = site.articles[..site.posts].iter();
        let words: Vec<_> = posts.map(site::related::words).collect();
        let frequencies = site::related::Frequencies::of(&words);
        let weighed = words.iter().map(|words| site::related::weigh(words, &frequencies));
        site::related::Lists::new(weighed.collect())
    });
}

/// The key of every page.
#[divan::bench]
fn keys(bencher: Bencher) {
    let config = config();
    let assembled = assembled(&config);
    bencher.bench(|| {
        let renderer = assembled.renderer(&config);
        let key = |page: &page::Page| renderer.prepare(page).key;
        assembled.plan.pages.iter().map(key).collect::<Vec<_>>()
    });
}

/// Every body as HTML.
#[divan::bench]
fn markdown(bencher: Bencher) {
    let config = config();
    let site = assembled(&config).site;
    let (words, root) = (Words::default(), "../");
    bencher.bench(|| {
        for article in &site.articles {
            let links = &article.text.links;
            let around = Surroundings {
                links,
                root,
                words: &words,
                title: None,
                liquid: Default::default(),
                is_plain: false,
                media: &weerklank::media::Media::new(),
            };
            black_box(markdown::render(article.text.body(), &config.markdown, &around));
        }
    });
}

/// Every page as bytes.
#[divan::bench]
fn render(bencher: Bencher) {
    let config = config();
    let assembled = assembled(&config);
    let renderer = assembled.renderer(&config);
    bencher.bench(|| {
        for page in &assembled.plan.pages {
            let _ = black_box(renderer.render(page, renderer.prepare(page)));
        }
    });
}

/// One long body with everything in it.
#[divan::bench(args = [1, 10, 100])]
fn markdown_of_pages(bencher: Bencher, pages: usize) {
    let config = config();
    let text = "## Kop\n\nEen *alinea* met [een link](https://intranet.example/) en `code`.\n\n- een\n- twee\n\n> citaat\n\n".repeat(40 * pages);
    let (links, words) = (BTreeMap::new(), Words::default());
    let around = Surroundings {
        links: &links,
        root: "",
        words: &words,
        title: None,
        liquid: Default::default(),
        is_plain: false,
        media: &weerklank::media::Media::new(),
    };
    bencher.bench(|| markdown::render(black_box(&text), &config.markdown, &around));
}

/// What was taken out of a text of so many sentences goes again: from the same text, and from one with a word more.
#[divan::bench(args = [(100, ""), (1_000, ""), (10_000, ""), (100, " Ook."), (1_000, " Ook."), (10_000, " Ook.")])]
fn take_out_again(bencher: Bencher, (sentences, more): (usize, &str)) {
    let config = config();
    let said = |text: &str| {
        let line = |id: u8, name: &str, text: &str| {
            format!(
                "{{\"post\":\"water\",\"id\":{id},\"author\":\"{name}\",\"text\":\"{text}\",\"status\":\"approved\"}}\n"
            )
        };
        let [jan, piet] = [line(1, "Jan de Vries", "Van mij."), line(2, "Piet", text)];
        let file = format!("{{\"weerklank-comments\":1,\"system\":\"f\"}}\n{jan}{piet}");
        let read =
            comment::read(&Source::new("content/comments/a.jsonl", file.into_bytes()), &config);
        read.value.into_iter().flat_map(|(.., export)| export.comments).collect::<Vec<_>>()
    };
    let text = "Dank Jan de Vries, @jandevries of Klaas-Jan de Vries. ".repeat(sentences);
    let comments = said(&text);
    let all: Vec<&Comment> = comments.iter().map(|comment| &**comment).collect();
    let people = gather(all.iter().copied());
    let own: Vec<Person> = people.iter().filter(|one| one.comments == [0]).cloned().collect();
    let traces = Traces::new(&own, &all, &people, Answered::default());
    let is_marked = all[1].kind != BodyKind::Plain;
    let gone = traces.gone(&text, is_marked, Some(all[1]));
    let taken = erasure::passages(&text, is_marked, &gone);
    assert!(!taken.is_empty());
    let key =
        Source::new("forgotten.toml", format!("key = \"{}\"\n", "07".repeat(32)).into_bytes());
    let seen = erasure::seen(&text, is_marked, &gone);
    let list =
        erasure::with_taken(&key, &[Taken { comment: all[1], passages: taken, seen, left: None }])
            .expect("a list");
    let list = Forgotten::read(&Source::new("forgotten.toml", list.into_bytes())).expect("a list");
    let lists = [list];
    let back = said(&format!("{text}{more}"));
    let text = back[1].body.text();
    bencher.bench(|| erasure::taken_again(&lists, black_box(&text), is_marked, &back[1]));
}
