//! What the suite is told of a provider and of its stand-in.

use std::{any::Any, fmt, sync::Arc};

use integrations::{Provider, descriptor::Pkce};
use model::ItemKind;

/// Makes the provider: over a base URL, which takes the place of every address of its own, without a
/// slash at the end, and over an HTTP client.
pub type Make = Box<dyn Fn(&str, reqwest::Client) -> Arc<dyn Provider> + Send + Sync>;

/// A provider, and the stand-in that it is put to the claims against.
pub struct ProviderUnderTest {
    /// Where the stand-in listens; its remote control is below `/_sandbox/`.
    pub stand_in: String,
    /// Makes the provider.
    pub make: Make,
    /// Every scope that it asks for, those that need not be granted too.
    pub scopes: Vec<&'static str>,
    /// Whether it sends a challenge; the stand-in holds it to that.
    pub pkce: Pkce,
    /// Every kind that it lists.
    pub kinds: Vec<KindUnderTest>,
    /// What must live as long: the stand-in itself, say.
    pub kept: Box<dyn Any + Send + Sync>,
}

impl ProviderUnderTest {
    /// What `make` makes, against the stand-in at that base URL: with PKCE, and neither scopes nor kinds.
    pub fn new(
        stand_in: impl Into<String>,
        make: impl Fn(&str, reqwest::Client) -> Arc<dyn Provider> + Send + Sync + 'static,
    ) -> Self {
        Self {
            stand_in: stand_in.into(),
            make: Box::new(make),
            scopes: Vec::new(),
            pkce: Pkce::S256,
            kinds: Vec::new(),
            kept: Box::new(()),
        }
    }

    /// It asks for these scopes and no others.
    #[must_use]
    pub fn asking_for(self, scopes: &[&'static str]) -> Self {
        let scopes = scopes.to_vec();
        Self { scopes, ..self }
    }

    /// It sends no challenge, because the provider refuses requests that have one.
    #[must_use]
    pub fn without_pkce(self) -> Self {
        let pkce = Pkce::Refused;
        Self { pkce, ..self }
    }

    /// It lists this kind too.
    #[must_use]
    pub fn listing(mut self, kind: KindUnderTest) -> Self {
        self.kinds.push(kind);
        self
    }

    /// This lives as long.
    #[must_use]
    pub fn keeping(self, kept: impl Any + Send + Sync) -> Self {
        let kept = Box::new(kept);
        Self { kept, ..self }
    }
}

/// One kind that a provider lists, and what its stand-in has of it.
#[derive(Clone)]
pub struct KindUnderTest {
    /// Which; of a kind whose lists belong each to an item, one of these lists.
    pub kind: ItemKind,
    /// How many records there are.
    pub records: usize,
    /// Whether they come on one page, however many there are. All others must have so many that it
    /// takes several.
    pub on_one_page: bool,
    /// Properties that are no columns, because what they say stands in a column of every list.
    pub without_column: &'static [&'static str],
}

impl KindUnderTest {
    /// So many records of the account's.
    #[must_use]
    pub fn named(kind: &str, records: usize) -> Self {
        Self::of(ItemKind::named(kind), records)
    }

    /// So many records of that list.
    #[must_use]
    pub fn of(kind: ItemKind, records: usize) -> Self {
        Self {
            kind,
            records,
            on_one_page: false,
            without_column: &[],
        }
    }

    /// They come on one page.
    #[must_use]
    pub fn on_one_page(self) -> Self {
        let on_one_page = true;
        Self { on_one_page, ..self }
    }

    /// These properties are no columns.
    #[must_use]
    pub fn without_column(self, without_column: &'static [&'static str]) -> Self {
        Self { without_column, ..self }
    }
}

impl fmt::Display for KindUnderTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}
