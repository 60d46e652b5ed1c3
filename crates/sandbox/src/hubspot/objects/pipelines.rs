//! Pipelines: the stages that deals and tickets pass through.

use axum::Json;
use serde_json::{Value, json};

use super::call::Call;
use super::object_type::ObjectType;
use super::properties::property::Choice;
use super::seed::dice::Dice;
use crate::hubspot::api_error::ApiError;

const SINCE: &str = "2022-11-03T09:00:00.000Z";

/// One pipeline.
#[derive(Debug)]
pub(crate) struct Pipeline {
    id: &'static str,
    label: &'static str,
    /// Id, label, and how near a deal is to be won, or whether a ticket is still open.
    stages: &'static [(&'static str, &'static str, &'static str)],
}

/// HubSpot: the first is there from the beginning; its labels are from memory. The second is this portal's own.
pub(crate) static DEAL_PIPELINES: [Pipeline; 2] = [
    Pipeline {
        id: "default",
        label: "Sales Pipeline",
        stages: &[
            ("appointmentscheduled", "Appointment Scheduled", "0.2"),
            ("qualifiedtobuy", "Qualified To Buy", "0.4"),
            ("presentationscheduled", "Presentation Scheduled", "0.6"),
            ("decisionmakerboughtin", "Decision Maker Bought-In", "0.8"),
            ("contractsent", "Contract Sent", "0.9"),
            ("closedwon", "Closed Won", "1.0"),
            ("closedlost", "Closed Lost", "0.0"),
        ],
    },
    Pipeline {
        id: "680114",
        label: "Renewals",
        stages: &[
            ("991201", "Renewal due", "0.5"),
            ("991202", "Quote sent", "0.7"),
            ("991203", "Closed Won", "1.0"),
            ("991204", "Closed Lost", "0.0"),
        ],
    },
];

/// The pipelines of deals, as their property offers them.
pub(crate) static DEAL_PIPELINE_NAMES: [Choice; 2] = [
    (DEAL_PIPELINES[0].id, DEAL_PIPELINES[0].label),
    (DEAL_PIPELINES[1].id, DEAL_PIPELINES[1].label),
];

/// HubSpot: the first is there from the beginning; its labels are from memory. The second is this portal's own.
pub(crate) static TICKET_PIPELINES: [Pipeline; 2] = [
    Pipeline {
        id: "0",
        label: "Support Pipeline",
        stages: &[
            ("1", "New", "OPEN"),
            ("2", "Waiting on contact", "OPEN"),
            ("3", "Waiting on us", "OPEN"),
            ("4", "Closed", "CLOSED"),
        ],
    },
    Pipeline {
        id: "680115",
        label: "Repairs",
        stages: &[
            ("991301", "Received", "OPEN"),
            ("991302", "In the workshop", "OPEN"),
            ("991303", "Closed", "CLOSED"),
        ],
    },
];

/// Where something stands: a stage, and the pipeline that it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) pipeline: &'static str,
    pub(crate) stage: &'static str,
}

impl Place {
    pub(crate) fn drawn(pipelines: &'static [Pipeline], dice: &mut Dice) -> Self {
        let pipeline = dice.pick(pipelines);
        let (stage, ..) = *dice.pick(pipeline.stages);
        let pipeline = pipeline.id;
        Self { pipeline, stage }
    }
}

/// `GET /crm/pipelines/{v}/{type}`; no paging. That it needs what reading the records needs is from memory.
pub(crate) async fn list(call: Call) -> Result<Json<Value>, ApiError> {
    call.describes()?;
    let (pipelines, says): (&[Pipeline], _) = match call.object_type {
        ObjectType::Deals => (&DEAL_PIPELINES, "probability"),
        ObjectType::Tickets => (&TICKET_PIPELINES, "ticketState"),
        // Invented: HubSpot's answer for what passes through no stages is unknown.
        ObjectType::Contacts | ObjectType::Companies => (&[], ""),
    };
    let pipelines = pipelines.iter().zip(0..);
    let told = pipelines.map(|(pipeline, order)| {
        let stages = pipeline.stages.iter().zip(0..);
        let stages = stages.map(|((id, label, value), order)| {
            let mut stage = entry(id, label, order);
            stage["metadata"] = json!({ says: value });
            stage
        });
        let mut told = entry(pipeline.id, pipeline.label, order);
        told["stages"] = stages.collect();
        told
    });
    Ok(Json(json!({ "results": told.collect::<Vec<_>>() })))
}

fn entry(id: &str, label: &str, order: u32) -> Value {
    json!({
        "id": id,
        "label": label,
        "displayOrder": order,
        "createdAt": SINCE,
        "updatedAt": SINCE,
        "archived": false,
    })
}
