//! Emoji by the names that GitHub gave them, and Hugo, Jekyll and Material took over: the ones that people use. Any other name stays
//! as it is, and is told.

use std::borrow::Cow;

use super::left;
use super::spans::{code_spans, is_within};

/// Name and sign, sorted by name.
#[rustfmt::skip]
const KNOWN: &[(&str, &str)] = &[
    ("+1", "👍"), ("-1", "👎"), ("100", "💯"), ("1st_place_medal", "🥇"), ("2nd_place_medal", "🥈"), ("3rd_place_medal", "🥉"), ("alarm_clock", "⏰"),
    ("alien", "👽"), ("anchor", "⚓"), ("angry", "😠"), ("apple", "🍎"), ("arrow_down", "⬇️"), ("arrow_left", "⬅️"), ("arrow_right", "➡️"),
    ("arrow_up", "⬆️"), ("arrows_counterclockwise", "🔄"), ("art", "🎨"), ("astonished", "😲"), ("balloon", "🎈"), ("ballot_box_with_check", "☑️"),
    ("bangbang", "‼️"), ("bar_chart", "📊"), ("battery", "🔋"), ("bee", "🐝"), ("beer", "🍺"), ("beers", "🍻"), ("bell", "🔔"), ("bike", "🚲"),
    ("birthday", "🎂"), ("blue_heart", "💙"), ("blush", "😊"), ("boat", "⛵"), ("bomb", "💣"), ("book", "📖"), ("bookmark", "🔖"),
    ("bookmark_tabs", "📑"), ("books", "📚"), ("boom", "💥"), ("bouquet", "💐"), ("brain", "🧠"), ("bread", "🍞"), ("briefcase", "💼"),
    ("broken_heart", "💔"), ("bug", "🐛"), ("building_construction", "🏗️"), ("bulb", "💡"), ("bus", "🚌"), ("busts_in_silhouette", "👥"),
    ("cake", "🍰"), ("calendar", "📆"), ("camera", "📷"), ("car", "🚗"), ("card_index", "📇"), ("cat", "🐱"), ("chart_with_downwards_trend", "📉"),
    ("chart_with_upwards_trend", "📈"), ("checkered_flag", "🏁"), ("cherry_blossom", "🌸"), ("christmas_tree", "🎄"), ("clap", "👏"),
    ("clipboard", "📋"), ("closed_lock_with_key", "🔐"), ("cloud", "☁️"), ("coffee", "☕"), ("cold_sweat", "😰"), ("computer", "💻"),
    ("confetti_ball", "🎊"), ("confused", "😕"), ("construction", "🚧"), ("construction_worker", "👷"), ("cookie", "🍪"), ("cool", "🆒"),
    ("credit_card", "💳"), ("crossed_fingers", "🤞"), ("crown", "👑"), ("cry", "😢"), ("crystal_ball", "🔮"), ("dart", "🎯"), ("date", "📅"),
    ("deciduous_tree", "🌳"), ("detective", "🕵️"), ("disappointed", "😞"), ("dizzy", "💫"), ("dog", "🐶"), ("dolphin", "🐬"), ("droplet", "💧"),
    ("ear", "👂"), ("earth_africa", "🌍"), ("earth_americas", "🌎"), ("earth_asia", "🌏"), ("egg", "🥚"), ("electric_plug", "🔌"), ("email", "📧"),
    ("envelope", "✉️"), ("euro", "💶"), ("exclamation", "❗"), ("eyes", "👀"), ("facepalm", "🤦"), ("factory", "🏭"), ("fallen_leaf", "🍂"),
    ("fearful", "😨"), ("file_folder", "📁"), ("fire", "🔥"), ("fish", "🐟"), ("fist", "✊"), ("floppy_disk", "💾"), ("flushed", "😳"),
    ("four_leaf_clover", "🍀"), ("frog", "🐸"), ("fuelpump", "⛽"), ("game_die", "🎲"), ("gear", "⚙️"), ("gem", "💎"), ("gift", "🎁"),
    ("globe_with_meridians", "🌐"), ("green_apple", "🍏"), ("green_circle", "🟢"), ("green_heart", "💚"), ("grey_exclamation", "❕"),
    ("grey_question", "❔"), ("grimacing", "😬"), ("grin", "😁"), ("grinning", "😀"), ("hammer", "🔨"), ("hammer_and_wrench", "🛠️"),
    ("handshake", "🤝"), ("hankey", "💩"), ("hatching_chick", "🐣"), ("headphones", "🎧"), ("hear_no_evil", "🙉"), ("heart", "❤️"),
    ("heart_eyes", "😍"), ("heavy_check_mark", "✔️"), ("heavy_exclamation_mark", "❗"), ("heavy_minus_sign", "➖"),
    ("heavy_multiplication_x", "✖️"), ("heavy_plus_sign", "➕"), ("hourglass", "⌛"), ("hourglass_flowing_sand", "⏳"), ("house", "🏠"),
    ("hugs", "🤗"), ("inbox_tray", "📥"), ("information_source", "ℹ️"), ("innocent", "😇"), ("interrobang", "⁉️"), ("jigsaw", "🧩"), ("joy", "😂"),
    ("key", "🔑"), ("keyboard", "⌨️"), ("kissing_heart", "😘"), ("label", "🏷️"), ("large_blue_circle", "🔵"), ("laughing", "😆"), ("leaves", "🍃"),
    ("ledger", "📒"), ("link", "🔗"), ("lock", "🔒"), ("loudspeaker", "📢"), ("mag", "🔍"), ("mag_right", "🔎"), ("mailbox", "📫"),
    ("man_technologist", "👨‍💻"), ("medal_sports", "🏅"), ("mega", "📣"), ("memo", "📝"), ("microphone", "🎤"), ("microscope", "🔬"),
    ("money_with_wings", "💸"), ("moneybag", "💰"), ("monocle_face", "🧐"), ("mortar_board", "🎓"), ("mountain", "⛰️"), ("movie_camera", "🎥"),
    ("muscle", "💪"), ("musical_note", "🎵"), ("mute", "🔇"), ("nerd_face", "🤓"), ("neutral_face", "😐"), ("new", "🆕"), ("newspaper", "📰"),
    ("no_entry", "⛔"), ("no_entry_sign", "🚫"), ("notebook", "📓"), ("nut_and_bolt", "🔩"), ("ocean", "🌊"), ("office", "🏢"), ("ok", "🆗"),
    ("ok_hand", "👌"), ("open_book", "📖"), ("open_hands", "👐"), ("open_mouth", "😮"), ("orange_circle", "🟠"), ("orange_heart", "🧡"),
    ("outbox_tray", "📤"), ("package", "📦"), ("page_facing_up", "📄"), ("page_with_curl", "📃"), ("palm_tree", "🌴"), ("paperclip", "📎"),
    ("partying_face", "🥳"), ("pear", "🍐"), ("pencil", "📝"), ("pencil2", "✏️"), ("penguin", "🐧"), ("pensive", "😔"), ("phone", "☎️"),
    ("pill", "💊"), ("pizza", "🍕"), ("point_down", "👇"), ("point_left", "👈"), ("point_right", "👉"), ("point_up", "☝️"), ("point_up_2", "👆"),
    ("poop", "💩"), ("pray", "🙏"), ("printer", "🖨️"), ("purple_heart", "💜"), ("pushpin", "📌"), ("question", "❓"), ("rabbit", "🐰"),
    ("radioactive", "☢️"), ("rage", "😡"), ("rainbow", "🌈"), ("raised_eyebrow", "🤨"), ("raised_hand", "✋"), ("raised_hands", "🙌"),
    ("recycle", "♻️"), ("red_circle", "🔴"), ("relaxed", "☺️"), ("relieved", "😌"), ("ribbon", "🎀"), ("robot", "🤖"), ("rocket", "🚀"),
    ("rofl", "🤣"), ("rolling_on_the_floor_laughing", "🤣"), ("rose", "🌹"), ("rotating_light", "🚨"), ("round_pushpin", "📍"), ("runner", "🏃"),
    ("satellite", "📡"), ("scream", "😱"), ("scroll", "📜"), ("see_no_evil", "🙈"), ("seedling", "🌱"), ("shield", "🛡️"), ("ship", "🚢"),
    ("shrug", "🤷"), ("skull", "💀"), ("sleeping", "😴"), ("sleepy", "😪"), ("slightly_frowning_face", "🙁"), ("slightly_smiling_face", "🙂"),
    ("smile", "😄"), ("smiley", "😃"), ("smirk", "😏"), ("snail", "🐌"), ("snake", "🐍"), ("snowflake", "❄️"), ("snowman", "⛄"), ("sob", "😭"),
    ("sound", "🔉"), ("sparkles", "✨"), ("sparkling_heart", "💖"), ("speak_no_evil", "🙊"), ("speaker", "🔈"), ("speech_balloon", "💬"),
    ("star", "⭐"), ("star2", "🌟"), ("stop_sign", "🛑"), ("stopwatch", "⏱️"), ("stuck_out_tongue", "😛"), ("stuck_out_tongue_winking_eye", "😜"),
    ("sun_with_face", "🌞"), ("sunflower", "🌻"), ("sunglasses", "😎"), ("sunny", "☀️"), ("sunrise", "🌅"), ("sweat", "😓"), ("sweat_drops", "💦"),
    ("sweat_smile", "😅"), ("syringe", "💉"), ("tada", "🎉"), ("tea", "🍵"), ("telephone", "☎️"), ("telescope", "🔭"), ("test_tube", "🧪"),
    ("thermometer", "🌡️"), ("thinking", "🤔"), ("thought_balloon", "💭"), ("thumbsdown", "👎"), ("thumbsup", "👍"), ("toolbox", "🧰"),
    ("tractor", "🚜"), ("traffic_light", "🚥"), ("train", "🚆"), ("triangular_flag_on_post", "🚩"), ("triangular_ruler", "📐"), ("trophy", "🏆"),
    ("truck", "🚚"), ("tulip", "🌷"), ("turtle", "🐢"), ("tv", "📺"), ("umbrella", "☔"), ("unamused", "😒"), ("unlock", "🔓"),
    ("upside_down_face", "🙃"), ("vertical_traffic_light", "🚦"), ("warning", "⚠️"), ("watch", "⌚"), ("wave", "👋"), ("weary", "😩"),
    ("whale", "🐳"), ("white_check_mark", "✅"), ("white_circle", "⚪"), ("wind_face", "🌬️"), ("wink", "😉"), ("woman_technologist", "👩‍💻"),
    ("worried", "😟"), ("wrench", "🔧"), ("writing_hand", "✍️"), ("x", "❌"), ("yellow_circle", "🟡"), ("yellow_heart", "💛"), ("yum", "😋"),
    ("zap", "⚡"), ("zipper_mouth_face", "🤐"), ("zzz", "💤"),
];

/// A line with these names as the signs that they stand for.
pub(super) fn replaced(line: &str) -> Cow<'_, str> {
    let mut colons = line.match_indices(':').map(|(at, _)| at).peekable();
    if colons.peek().is_none() {
        return Cow::Borrowed(line);
    }
    let mut text = String::new();
    let mut from = 0;
    let mut code = None;
    for at in colons {
        let name = left::name(line, at).filter(|_| at >= from);
        let Some((name, sign)) = name.and_then(|name| Some((name, sign(name.trim_matches(':'))?)))
        else {
            continue;
        };
        if is_within(code.get_or_insert_with(|| code_spans(line)), at) {
            continue;
        }
        text.push_str(&line[from..at]);
        text.push_str(sign);
        from = at + name.len();
    }
    if from == 0 {
        return Cow::Borrowed(line);
    }
    text.push_str(&line[from..]);
    Cow::Owned(text)
}

fn sign(name: &str) -> Option<&'static str> {
    let found = KNOWN.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    Some(KNOWN[found].1)
}

#[cfg(test)]
mod tests {
    use super::{KNOWN, replaced};

    #[test]
    fn names_that_are_known_become_signs() {
        assert!(KNOWN.is_sorted_by(|a, b| a.0 < b.0));
        for (line, wanted) in [
            (":rocket: Nieuw :tada:! :+1: (:smile:)", "🚀 Nieuw 🎉! 👍 (😄)"),
            (
                "`:rocket:` <code>:tada:</code> :material-check: 10:100:30",
                "`:rocket:` <code>:tada:</code> :material-check: 10:100:30",
            ),
            (
                "a:star: :onbekend: https://x.nl/:key:/ \":x:\"",
                "a:star: :onbekend: https://x.nl/:key:/ \":x:\"",
            ),
            (":tada::tada:", ":tada::tada:"),
        ] {
            assert_eq!(replaced(line), wanted, "{line}");
        }
    }
}
