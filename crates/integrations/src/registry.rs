//! The providers that this server knows.

use std::sync::Arc;

use model::{ProviderCard, ProviderId};

use crate::{Provider, ProviderDescriptor};

/// All providers, in the order in which they are shown.
#[derive(Clone, Default)]
pub struct Registry {
    providers: Vec<Arc<dyn Provider>>,
}

impl Registry {
    /// A registry of these.
    #[must_use]
    pub fn new(providers: Vec<Arc<dyn Provider>>) -> Self {
        Self { providers }
    }

    /// The provider of that id.
    #[must_use]
    pub fn get(&self, id: &ProviderId) -> Option<&Arc<dyn Provider>> {
        self.providers.iter().find(|provider| provider.descriptor().id == *id)
    }

    /// All descriptors.
    pub fn descriptors(&self) -> impl Iterator<Item = &ProviderDescriptor> {
        self.providers.iter().map(|provider| provider.descriptor())
    }

    /// All cards.
    #[must_use]
    pub fn cards(&self) -> Vec<ProviderCard> {
        self.descriptors().map(ProviderDescriptor::card).collect()
    }
}
