//! The command line in Dutch, and what `clap` cannot be told of it. Its help in English is what `clap` says itself.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::diagnostic::Language;

/// Each command, with what it does.
const COMMANDS: &[(&str, &str)] = &[
    (
        "weerklank",
        "Maakt van berichten en de reacties erop een intranetblog: bestanden, waarvoor geen server nodig is",
    ),
    ("init", "Een kleine site maken in een nieuwe map"),
    ("new", "Een bericht, een pagina, een expert of een onderwerp beginnen"),
    ("import", "Van de berichten van een blog in WordPress Markdown maken"),
    ("build", "De site bouwen"),
    ("check", "Melden wat er bij het bouwen mis zou zijn, en niets veranderen"),
    (
        "weerklank publish",
        "De site bouwen waar lezers haar vinden, zoals in een map op een netwerkschijf",
    ),
    ("serve", "De site op deze computer laten zien, en volgen wat er wordt geschreven"),
    ("comments", "Reacties op een rij zetten, erover besluiten, en mensen geven wat ze schreven"),
    ("forget", "Iemand uit de site halen, en eruit houden"),
    ("digest", "Wat er in een week of maand gebeurde als HTML-bericht schrijven, om te mailen"),
    ("show", "Een reactie helemaal laten zien"),
    ("hide", "Reacties niet tonen; antwoorden erop houden hun plaats"),
    ("publish", "Reacties tonen die wachten, of die hier waren verborgen"),
    ("pin", "Reacties bovenaan hun gesprek zetten"),
    ("redact", "Een passage uit een reactie halen"),
    ("close", "De links om te reageren bij berichten weghalen"),
    ("export", "Iemand alles geven wat die schreef"),
];

/// Each argument by its name, with what it means and what its value is called.
const ARGUMENTS: &[(&str, &str, &str)] = &[
    ("root", "De map met weerklank.toml; anders deze map", "MAP"),
    ("quiet", "Alleen fouten melden, en geven wat gevraagd is", ""),
    ("verbose", "Ook melden hoe lang elke stap duurde, en alle waarschuwingen", ""),
    ("json", "Het verslag als één JSON-object op stdout zetten", ""),
    (
        "now",
        "De datum waarvan de site uitgaat, zodat die steeds gelijk uitkomt: 2026-11-23 of 2026-11-23T09:00:00Z",
        "TIJDSTIP",
    ),
    ("lang", "De taal van meldingen: nl of en; anders die van de omgeving, of Nederlands", "TAAL"),
    ("dir", "De map; nieuw of leeg", "MAP"),
    ("title", "De titel, of de naam van de expert", "TITEL"),
    ("kind", "Wat het is: post (een bericht), page, expert of topic; anders post", "SOORT"),
    (
        "author",
        "Wie het schrijft: de naam van een bestand in content/experts, zonder .md; mag vaker",
        "NAAM",
    ),
    ("topic", "Waar het over gaat; mag vaker", "ONDERWERP"),
    (
        "exports",
        "De export van WordPress: een .xml-bestand, of meer als die gesplitst is",
        "EXPORT",
    ),
    ("uploads", "De map wp-content/uploads van de oude blog, met de beelden en bestanden", "MAP"),
    (
        "output",
        "Waar de site komt; anders public/ in de map van de site, of de map van lezers",
        "MAP",
    ),
    ("place", "De map waarin lezers de site vinden; anders die van publish.folder", "MAP"),
    (
        "take_over",
        "Een map overnemen waarin de site onder een andere titel staat, of die is leeggemaakt",
        "",
    ),
    ("shrink", "Ook veel pagina's tegelijk laten verdwijnen", ""),
    ("base_url", "Het adres dat de site krijgt", "ADRES"),
    ("drafts", "Ook concepten", ""),
    ("future", "Ook berichten met een latere datum", ""),
    ("expired", "Ook berichten die verlopen zijn", ""),
    ("strict", "Waarschuwingen zijn fouten", ""),
    ("no_cache", "Niet gebruiken of bewaren wat eerder is gelezen", ""),
    ("port", "De poort; anders 1313, of een andere als die bezet is", "POORT"),
    (
        "status",
        "Alleen deze: zichtbaar, vastgehouden, zonder-bericht, dubbel, of een reden zoals de lijst die noemt: \
         wacht-op-goedkeuring, spam; mag vaker",
        "STAND",
    ),
    ("post", "Alleen reacties bij dit bericht: de slug", "BERICHT"),
    ("source", "Alleen reacties uit bestanden met dit in hun pad", "BESTAND"),
    (
        "mapping",
        "mapping.csv schrijven: een regel voor elk adres zonder bericht, met een suggestie",
        "",
    ),
    ("key", "De reactie: de sleutel uit de lijst, of het begin ervan", "SLEUTEL"),
    ("keys", "De reacties: hun sleutels uit de lijst, of het begin ervan", "SLEUTELS"),
    ("posts", "De berichten: hun slugs", "BERICHTEN"),
    ("passage", "De passage, zoals lezers die zien", "PASSAGE"),
    ("with", "Wat er voor in de plaats komt; anders […]", "TEKST"),
    ("reason", "Waarom; het staat in moderation.toml", "TEKST"),
    ("by", "Wie het besluit; ook dat staat er", "NAAM"),
    (
        "person",
        "Wie: een naam, een e-mailadres, een account, of de sleutel van een reactie",
        "NAAM",
    ),
    (
        "people",
        "Wie: een naam, een e-mailadres, een account, of de sleutel van een reactie; mag vaker",
        "WIE",
    ),
    ("csv", "Als tabel voor Excel", ""),
    (
        "all",
        "Iedereen met deze naam, als er meer zijn; bij forget --again ook van wie alleen de naam bekend is",
        "",
    ),
    ("dry_run", "Laten zien wat er zou veranderen, en niets veranderen", ""),
    (
        "redact_quotes",
        "Ook de naam, en wat anderen van deze persoon citeren, uit reacties van anderen halen; dat kan later niet meer",
        "",
    ),
    (
        "verify",
        "Alleen in alle bestanden zoeken wat er nog is: van deze persoon, of van wie ooit vergeten is",
        "",
    ),
    ("again", "Opnieuw weghalen wie eerder is vergeten en terugkwam met een oude export", ""),
    ("to", "Naar een nieuw bestand; anders op stdout", "BESTAND"),
    ("since", "Vanaf deze dag", "DATUM"),
    ("until", "Tot en met deze dag; anders vandaag", "DATUM"),
    ("week", "Deze week: 2026-W47; zonder periode de laatste die voorbij is", "WEEK"),
    ("month", "Deze maand: 2026-11", "MAAND"),
    ("recipients", "Voor wie het is: een e-mailadres; mag vaker", "ADRES"),
    ("folder", "Waar digest.html en digest.eml komen; anders digest/ in de map van de site", "MAP"),
    (
        "sender",
        "Wie het stuurt: een e-mailadres; anders dat van comments.reply_to, of de afzender van het mailprogramma",
        "ADRES",
    ),
];

const TEMPLATE: &str = "{about-with-newline}\nGebruik: {usage}\n\n{all-args}";

/// The command with its help in this language.
pub(super) fn translated(command: Command, language: Language) -> Command {
    match language {
        Language::English => command,
        Language::Dutch => dutch(command, ""),
    }
}

fn dutch(mut command: Command, above: &str) -> Command {
    let path = format!("{above} {}", command.get_name()).trim().to_owned();
    // A command and a task of another one may have one name.
    let about = |wanted: &str| COMMANDS.iter().find(|(name, _)| *name == wanted);
    if let Some((_, about)) = about(&path).or_else(|| about(command.get_name())) {
        command = command.about(*about).long_about(None);
    }
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    command = command
        .help_template(TEMPLATE)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading("Opdrachten")
        .subcommand_value_name("OPDRACHT")
        .arg(help.help("Deze uitleg").help_heading("Opties"));
    if above.is_empty() {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
        command = command
            .disable_version_flag(true)
            .arg(version.help("De versie").help_heading("Opties"));
    }
    let way = usage(&command, above);
    let command = command.mut_args(argument).override_usage(way);
    command.mut_subcommands(|command| dutch(command, &path))
}

/// How a command is written: `weerklank new [OPTIES] <TITEL>`.
fn usage(command: &Command, above: &str) -> String {
    if above.is_empty() {
        return "weerklank [OPTIES] <OPDRACHT>".to_owned();
    }
    let mut usage = format!("{above} {} [OPTIES]", command.get_name());
    if command.has_subcommands() {
        usage.push_str(" [OPDRACHT]");
    }
    for positional in command.get_positionals() {
        let id = positional.get_id().as_str();
        let name = ARGUMENTS.iter().find(|(name, ..)| *name == id).map(|(.., value)| *value);
        let name = name.unwrap_or(id);
        let several = if matches!(positional.get_action(), ArgAction::Append) { "..." } else { "" };
        let (open, close) = if positional.is_required_set() { ('<', '>') } else { ('[', ']') };
        usage.push_str(&format!(" {open}{name}{close}{several}"));
    }
    usage
}

fn argument(argument: Arg) -> Arg {
    let heading = if argument.is_positional() { "Argumenten" } else { "Opties" };
    let argument = argument.help_heading(heading);
    let id = argument.get_id().as_str();
    match ARGUMENTS.iter().find(|(name, ..)| *name == id) {
        Some((_, help, "")) => argument.help(*help),
        Some((_, help, value)) => argument
            .help(*help)
            .value_name(*value)
            .hide_default_value(true)
            .hide_possible_values(true),
        None => argument,
    }
}

/// Refuses what belongs to a list where there is a task too: `comments --status spam show 12`. What every command understands may
/// stand before the task as well as behind it, which `clap` cannot be told.
pub(super) fn refuse_listing(command: &Command, matches: &ArgMatches) -> Result<(), clap::Error> {
    let Some((name, own)) = matches.subcommand() else { return Ok(()) };
    let Some((task, _)) = own.subcommand() else { return Ok(()) };
    let Some(command) = command.find_subcommand(name) else { return Ok(()) };
    let is_typed = |argument: &&Arg| {
        let source = own.value_source(argument.get_id().as_str());
        !argument.is_global_set() && source == Some(ValueSource::CommandLine)
    };
    let Some(typed) = command.get_arguments().find(is_typed) else { return Ok(()) };
    let mut error = clap::Error::new(ErrorKind::ArgumentConflict).with_cmd(command);
    error.insert(ContextKind::InvalidSubcommand, ContextValue::String(task.to_owned()));
    error.insert(ContextKind::PriorArg, ContextValue::String(typed.to_string()));
    Err(error)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::command::Cli;
    use crate::command::misuse::Misuse;

    #[test]
    fn every_command_and_argument_has_dutch_words() {
        let command = Cli::command();
        let tasks = command.get_subcommands().flat_map(Command::get_subcommands);
        let commands = std::iter::once(&command).chain(command.get_subcommands()).chain(tasks);
        for command in commands {
            let name = command.get_name();
            assert!(COMMANDS.iter().any(|(known, _)| *known == name), "{name}");
            for argument in command.get_arguments() {
                let id = argument.get_id().as_str();
                assert!(ARGUMENTS.iter().any(|(known, ..)| *known == id), "{name} {id}");
            }
        }
        translated(Cli::command(), Language::Dutch).debug_assert();
    }

    #[test]
    fn wrong_usage_is_told_in_dutch() {
        for (line, wanted) in [
            ("weerklank bild", "onbekende opdracht `bild`\nhulp: bedoelde u `build`?"),
            (
                "weerklank build --outptu x",
                "onbekende optie `--outptu`\nhulp: bedoelde u `--output`?",
            ),
            (
                "weerklank --quiet",
                "noem een opdracht: init, new, import, build, check, publish, serve, comments, forget, digest",
            ),
            ("weerklank", "noem een opdracht: init, new, import"),
            ("weerklank init", "hier ontbreekt `<MAP>`"),
            ("weerklank serve --port veel", "`veel` kan niet bij `--port <POORT>`"),
            ("weerklank new x --kind blog", "kies uit post, page, expert, topic"),
            ("weerklank build --output", "bij `--output <MAP>` hoort een waarde"),
            ("weerklank build --strict --strict", "`--strict` mag maar één keer"),
            (
                "weerklank comments --root x --status spam show 12",
                "`show` en `--status <STAND>` gaan niet samen",
            ),
            ("weerklank comments --mapping close a", "`close` en `--mapping` gaan niet samen"),
            ("weerklank new Een titel", "`titel` is een woord te veel\nhulp: zet een naam"),
            (
                "weerklank build --uitvoer x",
                "onbekende optie `--uitvoer`\nhulp: bedoelde u `--output`?",
            ),
            ("weerklank comments --verbergen", "bedoelde u `comments hide`?"),
            ("weerklank hide 12", "onbekende opdracht `hide`\nhulp: bedoelde u `comments hide`?"),
            ("weerklank comments unhide", "terugdraaien: `weerklank comments publish`"),
            ("weerklank comments --status weg", "kies uit zichtbaar, vastgehouden"),
        ] {
            let mut command = translated(Cli::command(), Language::Dutch);
            let matches = command.try_get_matches_from_mut(line.split(' '));
            let error = matches.and_then(|matches| refuse_listing(&command, &matches)).unwrap_err();
            let told = Misuse::of(&error, Language::Dutch).unwrap().text(Language::Dutch);
            assert!(told.contains(wanted), "{line}: {told}");
        }
        for line in
            ["weerklank comments --root x -q --json show 12", "weerklank comments --status spam"]
        {
            let mut command = Cli::command();
            let matches = command.try_get_matches_from_mut(line.split(' ')).unwrap();
            assert!(refuse_listing(&command, &matches).is_ok(), "{line}");
        }
        let mut forget = translated(Cli::command(), Language::Dutch);
        let forget = forget.try_get_matches_from_mut(["weerklank", "forget", "-h"]).unwrap_err();
        assert!(forget.to_string().contains("forget [OPTIES] [WIE]..."), "{forget}");
        let command = translated(Cli::command(), Language::Dutch);
        let help = command.try_get_matches_from(["weerklank", "build", "--help"]).unwrap_err();
        let help = help.to_string();
        for english in ["Usage", "OPTIONS", "Options", "Print", "Build", "default"] {
            assert!(!help.contains(english), "{english} in {help}");
        }
    }

    #[test]
    fn a_day_that_cannot_be_is_told_without_the_words_of_a_library() {
        for (language, wanted) in [
            (Language::Dutch, "schrijf een datum als `2026-11-01`"),
            (Language::English, "write a date as `2026-11-01`"),
        ] {
            let mut command = translated(Cli::command(), language);
            let line = "weerklank digest --since 2026-13-01".split(' ');
            let error = command.try_get_matches_from_mut(line).unwrap_err();
            let told = Misuse::of(&error, language).unwrap().text(language);
            assert!(told.contains(wanted) && !told.contains("parse"), "{told}");
        }
    }
}
