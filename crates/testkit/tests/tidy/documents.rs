//! What documents show of the code. The example of how to add a provider is yet to be written.
