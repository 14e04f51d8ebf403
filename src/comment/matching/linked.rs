//! The post that a link in a comment leads to, if its address alone leaves no doubt: nothing else is known of it.

use super::{Hit, Matcher, normal};
use crate::address;
use crate::comment::Place;
use crate::output::slugify;

impl Matcher {
    /// Whether an address lies on one of the hosts that the blog had or has.
    pub fn is_ours(&self, address: &str) -> bool {
        self.hosts.ours(address).is_some_and(|(host, _)| host.is_some())
    }

    /// The post, shown to readers, at an address of the blog, by its number in the list of destinations. On the host of the site,
    /// and beside the folder that a blog had, other things lie as well: there nothing counts but a whole address that is known.
    pub fn linked(&self, address: &str) -> Option<usize> {
        let (Some(host), rest) = self.hosts.ours(address)? else { return None };
        let place = Place { address: Some(address.to_owned()), ..Place::default() };
        let is_old = self.hosts.is_old(&host) && !self.ids.is_beside(&host, rest);
        let of_host = |hit: &Hit| hit.certain || is_old || self.own.is_none();
        let old = |hit: Option<Hit>| hit.filter(|_| is_old);
        let by_mapping = self.mapping.exact(&place).map(Hit::certain);
        let hit = by_mapping
            .or_else(|| self.by_address(Some(&host), rest).filter(of_host))
            .or_else(|| old(self.ids.find_address(Some(&host), rest, "")))
            .or_else(|| old(self.by_slug_of(&host, rest).map(Hit::likely)))?;
        let is_sure = hit.certain || !self.contested.contains(&hit.index);
        let is_public = self.destinations.get(hit.index).is_some_and(|post| post.is_public);
        (is_sure && is_public).then_some(hit.index)
    }

    /// The post whose slug is the last part of an address in which nothing else stands but the folder of the blog and a date: what
    /// `/tag/water/` is, it does not say.
    fn by_slug_of(&self, host: &str, rest: &str) -> Option<usize> {
        if address::post_id(rest).is_some() {
            return None;
        }
        let path = normal(rest.split(['?', '#']).next()?)?;
        let site = self.ids.system(host, rest);
        let folder = site.strip_prefix(host).unwrap_or_default().trim_matches('/').to_lowercase();
        let path = path.strip_prefix(&folder).unwrap_or(&path).trim_start_matches('/');
        let (folders, slug) = path.rsplit_once('/').unwrap_or(("", path));
        let is_date = folders.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/');
        let slug = slugify(slug);
        if is_date && !slug.is_empty() { self.slugs.find(&slug, path) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{destination, merged, place};
    use super::*;
    use crate::site::tests::config;

    #[test]
    fn beside_the_folder_of_a_blog_nothing_is_of_it() {
        let settings = "title = \"x\"\nbase_url = \"https://house.example/kennis/\"\n";
        let settings = config(settings);
        let stood = Place {
            system: "house.example/blog".into(),
            id: Some(("wordpress".into(), "5".into())),
            ..place("https://house.example/blog/2019/05/het-peil/")
        };
        let posts = vec![destination("peil", "Peil"), destination("het-peil", "")];
        let matcher = Matcher::new(posts, &merged(&[stood]), &[], &settings).value;
        for (address, post) in [
            ("https://house.example/blog/2019/05/het-peil/#x", Some(1)),
            ("https://house.example/blog/?p=5", Some(1)),
            ("https://house.example/blog/2018/peil", Some(0)),
            ("https://house.example/kennis/2024/peil.html", Some(0)),
            ("https://house.example/peil", None),
            ("https://house.example/2024/peil.html", None),
            ("https://house.example/?p=5", None),
            ("https://house.example/blogs/peil", None),
            ("https://elders.example/blog/2018/peil", None),
            ("/2024/peil.html", None),
        ] {
            assert_eq!(matcher.linked(address), post, "{address}");
        }
    }
}
