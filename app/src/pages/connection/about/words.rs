//! What happened to a connection, as a person would say it.

use model::ActivityEvent;

/// What happened.
pub fn happened(event: ActivityEvent, provider: &str) -> String {
    match event {
        ActivityEvent::Connected => "Connected".to_owned(),
        ActivityEvent::Reconnected => "Reconnected".to_owned(),
        ActivityEvent::Refreshed => "Token renewed".to_owned(),
        ActivityEvent::Throttled => format!("{provider} asked us to wait"),
        // Silence and nonsense alike.
        ActivityEvent::ProviderUnavailable => format!("{provider} gave no usable answer"),
        ActivityEvent::Misconfigured => format!("{provider} did not accept the registration of this server"),
        ActivityEvent::MissingScopes => "A permission was missing".to_owned(),
        ActivityEvent::ReconnectNeeded => format!("{provider} no longer honoured this connection"),
        ActivityEvent::Disconnected => "Disconnected".to_owned(),
    }
}

/// What comes next, as long as nothing good has happened since; nothing after good news.
pub fn next(event: ActivityEvent) -> Option<&'static str> {
    match event {
        ActivityEvent::Throttled => Some("We go on by ourselves."),
        ActivityEvent::ProviderUnavailable => Some("Nothing is lost: it is asked again when you look again."),
        ActivityEvent::Misconfigured => Some("Whoever runs this server must correct it; nothing here needs you."),
        ActivityEvent::MissingScopes => Some("Grant access to go on."),
        ActivityEvent::ReconnectNeeded => Some("Reconnect to go on."),
        ActivityEvent::Connected
        | ActivityEvent::Reconnected
        | ActivityEvent::Refreshed
        | ActivityEvent::Disconnected => None,
    }
}
