//! The command line: the commands, and every setting as a flag that is also an environment variable.
//!
//! Settings are taken as text here and parsed by [`crate::settings`], which reports all problems at once.

mod airtable;
mod client;
mod notion;
mod pipedrive;

use clap::{Args, Parser, Subcommand};

pub use self::{
    airtable::AirtableVariables, client::ClientTexts, notion::NotionVariables, pipedrive::PipedriveVariables,
};

/// Connects accounts of HubSpot, Airtable, Notion and Pipedrive by OAuth 2.0 and lists what is in them.
///
/// Every setting is a flag or the environment variable beside it; a flag wins.
/// Give secrets as variables or files: other users of the machine can read flags.
#[derive(Parser)]
#[command(name = "tributary", version)]
pub struct Cli {
    /// What to do; `serve` when nothing is said.
    #[command(subcommand)]
    command: Option<Command>,
    /// The settings, unread.
    #[command(flatten)]
    pub variables: Variables,
}

impl Cli {
    /// What to do.
    #[must_use]
    pub fn chosen(&self) -> Command {
        self.command.unwrap_or(Command::Serve)
    }
}

/// What the binary can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Serve the app (what happens without a command)
    Serve,
    /// Check settings, store, providers and clock; one line a check, non-zero if one fails
    Doctor,
    /// Print a fresh entry for `TRIBUTARY_KEYS`
    GenKey,
    /// Seal everything in the store with the first key of `TRIBUTARY_KEYS`; servers may run meanwhile
    Rekey,
    /// Ask the running server whether it is ready; 0 if it is
    Healthcheck,
}

/// The settings as text. No `Debug`: some are secrets.
#[derive(Args)]
#[command(next_help_heading = "Settings")]
pub struct Variables {
    /// Address and port to bind
    #[arg(
        long,
        env = "TRIBUTARY_LISTEN",
        default_value = "127.0.0.1:3000",
        value_name = "ADDRESS"
    )]
    #[arg(global = true, hide_env_values = true)]
    pub listen: String,

    /// Where browsers reach the server; http only on loopback
    #[arg(
        long,
        env = "TRIBUTARY_PUBLIC_URL",
        default_value = "http://localhost:3000",
        value_name = "URL"
    )]
    #[arg(global = true, hide_env_values = true)]
    pub public_url: String,

    // The default is not clap's, which would set it beside the file when the flag follows a command.
    /// Where connections rest: `memory:`, `file:PATH`, `redis://…`, `redis+sentinel://…`, `redis+cluster://…`,
    /// with TLS `rediss…` [default: memory:]
    #[arg(long, env = "TRIBUTARY_STORE", value_name = "LOCATION")]
    #[arg(global = true, hide_env_values = true)]
    pub store: Option<String>,

    /// File that holds the store's location
    #[arg(long, env = "TRIBUTARY_STORE_FILE", value_name = "PATH")]
    #[arg(global = true, hide_env_values = true)]
    pub store_file: Option<String>,

    /// How a Redis is reached.
    #[command(flatten)]
    pub redis: RedisVariables,

    /// Keys that seal the store, kid:base64(32 bytes), the newest first; see gen-key.
    /// Required unless the store is `memory:`
    #[arg(long, env = "TRIBUTARY_KEYS", value_name = "KEYS")]
    #[arg(global = true, hide_env_values = true)]
    pub keys: Option<String>,

    /// File that holds the keys
    #[arg(long, env = "TRIBUTARY_KEYS_FILE", value_name = "PATH")]
    #[arg(global = true, hide_env_values = true)]
    pub keys_file: Option<String>,

    /// Folder where a token set waits, sealed, that the store would not take; it should outlive the process
    #[arg(long, env = "TRIBUTARY_SPOOL_DIR", value_name = "PATH")]
    #[arg(global = true, hide_env_values = true)]
    pub spool_dir: Option<String>,

    /// How much memory the lists may take that are kept to be searched and sorted: bytes, or KiB, MiB, GiB
    #[arg(
        long,
        env = "TRIBUTARY_SNAPSHOT_MEMORY",
        default_value = "512MiB",
        value_name = "AMOUNT"
    )]
    #[arg(global = true, hide_env_values = true)]
    pub snapshot_memory: String,

    /// Address and port where metrics are shown, apart from the app; nowhere when left out
    #[arg(long, env = "TRIBUTARY_METRICS_LISTEN", value_name = "ADDRESS")]
    #[arg(global = true, hide_env_values = true)]
    pub metrics_listen: Option<String>,

    /// Seconds to go on serving, unready, once told to stop; 5 unless the public URL is on loopback
    #[arg(long, env = "TRIBUTARY_DRAIN_DELAY", value_name = "SECONDS")]
    #[arg(global = true, hide_env_values = true)]
    pub drain_delay: Option<String>,

    /// Rate limits for requests: on, off, or how many times the usual ones
    #[arg(long, env = "TRIBUTARY_RATE_LIMITS", default_value = "on", value_name = "STRICTNESS")]
    #[arg(global = true, hide_env_values = true)]
    pub rate_limits: String,

    /// Proxies whose X-Forwarded-For is believed: addresses or networks, separated by commas
    #[arg(long, env = "TRIBUTARY_TRUSTED_PROXIES", value_name = "NETWORKS")]
    #[arg(global = true, hide_env_values = true)]
    pub trusted_proxies: Option<String>,

    /// What is logged: a level, or target=level pairs separated by commas
    #[arg(long, env = "TRIBUTARY_LOG", default_value = "info", value_name = "FILTER")]
    #[arg(global = true, hide_env_values = true)]
    pub log: String,

    /// How it is logged, to standard error: text or json
    #[arg(long, env = "TRIBUTARY_LOG_FORMAT", default_value = "text", value_name = "FORMAT")]
    #[arg(global = true, hide_env_values = true)]
    pub log_format: String,

    /// File to which audit events are added as JSON lines, whatever the filter; none when left out
    #[arg(long, env = "TRIBUTARY_AUDIT_LOG", value_name = "PATH")]
    #[arg(global = true, hide_env_values = true)]
    pub audit_log: Option<String>,

    /// Settings of HubSpot.
    #[command(flatten)]
    pub hubspot: HubSpotVariables,

    /// Settings of Airtable.
    #[command(flatten)]
    pub airtable: AirtableVariables,

    /// Settings of Notion.
    #[command(flatten)]
    pub notion: NotionVariables,

    /// Settings of Pipedrive.
    #[command(flatten)]
    pub pipedrive: PipedriveVariables,
}

/// What else there is to say of a Redis.
#[derive(Args)]
pub struct RedisVariables {
    /// File of the authorities (PEM) that a Redis with TLS is trusted by, instead of the system's
    #[arg(long = "redis-ca-file", env = "TRIBUTARY_REDIS_CA_FILE", value_name = "PATH")]
    #[arg(id = "redis_ca_file", global = true, hide_env_values = true)]
    pub ca_file: Option<String>,

    /// Whether a Redis on another machine may be without TLS or password
    #[arg(long = "allow-insecure-redis", env = "TRIBUTARY_ALLOW_INSECURE_REDIS")]
    #[arg(default_value = "false", value_name = "true|false")]
    #[arg(id = "allow_insecure_redis", global = true, hide_env_values = true)]
    pub allow_insecure: String,
}

/// HubSpot's settings as text. No `Debug`: one is a secret.
#[derive(Args)]
#[command(next_help_heading = "HubSpot")]
pub struct HubSpotVariables {
    /// Client id of the app registered at HubSpot; without it HubSpot is shown as not configured
    #[arg(long = "hubspot-client-id", env = "HUBSPOT_CLIENT_ID", value_name = "ID")]
    #[arg(id = "hubspot_client_id", global = true, hide_env_values = true)]
    pub client_id: Option<String>,

    /// Its client secret
    #[arg(long = "hubspot-client-secret", env = "HUBSPOT_CLIENT_SECRET", value_name = "SECRET")]
    #[arg(id = "hubspot_client_secret", global = true, hide_env_values = true)]
    pub client_secret: Option<String>,

    /// File that holds the client secret
    #[arg(
        long = "hubspot-client-secret-file",
        env = "HUBSPOT_CLIENT_SECRET_FILE",
        value_name = "PATH"
    )]
    #[arg(id = "hubspot_client_secret_file", global = true, hide_env_values = true)]
    pub client_secret_file: Option<String>,

    /// Where users consent
    #[arg(long = "hubspot-authorize-url", env = "HUBSPOT_AUTHORIZE_URL", value_name = "URL")]
    #[arg(default_value = "https://app.hubspot.com/oauth/authorize")]
    #[arg(id = "hubspot_authorize_url", global = true, hide_env_values = true)]
    pub authorize_url: String,

    /// Base of the token, revocation and CRM endpoints
    #[arg(long = "hubspot-api-url", env = "HUBSPOT_API_URL", value_name = "URL")]
    #[arg(default_value = "https://api.hubapi.com")]
    #[arg(id = "hubspot_api_url", global = true, hide_env_values = true)]
    pub api_url: String,

    /// Version of HubSpot's API
    #[arg(long = "hubspot-api-version", env = "HUBSPOT_API_VERSION", value_name = "VERSION")]
    #[arg(default_value = "2026-09")]
    #[arg(id = "hubspot_api_version", global = true, hide_env_values = true)]
    pub api_version: String,

    /// Scopes to ask for, separated by spaces
    #[arg(long = "hubspot-scopes", env = "HUBSPOT_SCOPES", value_name = "SCOPES")]
    #[arg(default_value = "oauth crm.objects.contacts.read crm.objects.contacts.write crm.schemas.companies.read")]
    #[arg(id = "hubspot_scopes", global = true, hide_env_values = true)]
    pub scopes: String,

    /// Scopes to ask for where the account has them, separated by spaces; may be empty
    #[arg(
        long = "hubspot-optional-scopes",
        env = "HUBSPOT_OPTIONAL_SCOPES",
        value_name = "SCOPES"
    )]
    #[arg(default_value = "crm.objects.companies.read crm.objects.deals.read tickets crm.objects.owners.read")]
    #[arg(id = "hubspot_optional_scopes", global = true, hide_env_values = true)]
    pub optional_scopes: String,
}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::BTreeMap;

    use clap::{Arg, CommandFactory as _, FromArgMatches as _};

    use super::*;

    const EXAMPLE: &str = include_str!("../../.env.example");

    /// Reads a command line as [`Cli::parse`] would, but deaf to the environment of the tests.
    pub(crate) fn parse(arguments: &[&str]) -> Result<Cli, clap::Error> {
        let command = Cli::command().mut_args(|argument| argument.env(None));
        let words = ["tributary"].iter().chain(arguments);
        Cli::from_arg_matches(&command.try_get_matches_from(words)?)
    }

    fn settings() -> Vec<Arg> {
        let command = Cli::command();
        command
            .get_arguments()
            .filter(|argument| argument.get_id() != "help")
            .cloned()
            .collect()
    }

    fn variable(setting: &Arg) -> &str {
        setting.get_env().unwrap().to_str().unwrap()
    }

    /// Each `VARIABLE=value` of the example, commented out or not.
    fn listed() -> Vec<(&'static str, &'static str)> {
        EXAMPLE
            .lines()
            .map(|line| line.strip_prefix('#').unwrap_or(line))
            .filter_map(|line| line.split_once('='))
            .filter(|(name, _)| name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_'))
            .collect()
    }

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_setting_is_a_variable_and_the_flag_of_that_name() {
        let command = Cli::command();
        for setting in command.get_arguments() {
            let flag = setting.get_long().unwrap().to_uppercase().replace('-', "_");
            let name = variable(setting);
            assert_eq!(name.strip_prefix("TRIBUTARY_").unwrap_or(name), flag);
            assert!(setting.is_hide_env_values_set(), "--help shows the value of {name}");
            assert!(setting.is_global_set(), "--{flag} stands only before the command");
        }
    }

    /// The default as `--help` shows it.
    fn default_of(setting: &Arg) -> String {
        let help = setting.get_help().unwrap().to_string();
        let written = help
            .split_once("[default: ")
            .map(|(_, rest)| rest.trim_end_matches(']').to_owned());
        let known = setting
            .get_default_values()
            .first()
            .map(|value| value.to_string_lossy().into_owned());
        known.or(written).unwrap_or_default()
    }

    #[test]
    fn the_example_lists_every_variable_once_with_its_default() {
        let settings = settings();
        let defaults = settings.iter().map(|setting| (variable(setting), default_of(setting)));
        let defaults: BTreeMap<&str, String> = defaults.collect();
        let example = listed().into_iter().map(|(name, value)| (name, value.to_owned()));
        let example: BTreeMap<&str, String> = example.collect();
        assert_eq!(example.len(), listed().len(), "a variable is listed twice");
        assert_eq!(example, defaults);
    }

    #[test]
    fn serving_needs_no_word() {
        assert_eq!(parse(&[]).unwrap().chosen(), Command::Serve);
        assert_eq!(parse(&["serve"]).unwrap().chosen(), Command::Serve);
        assert_eq!(parse(&["gen-key"]).unwrap().chosen(), Command::GenKey);
    }

    #[test]
    fn a_flag_stands_before_or_after_the_command() {
        for arguments in [["--listen", "[::1]:1", "doctor"], ["doctor", "--listen", "[::1]:1"]] {
            assert_eq!(parse(&arguments).unwrap().variables.listen, "[::1]:1");
        }
    }

    #[test]
    fn an_unknown_word_is_refused() {
        assert!(parse(&["destroy"]).is_err());
    }
}
