//! What the dice said about one object: a few choices, of which values are made when somebody asks.

use std::borrow::Cow;

use super::dice::Dice;
use super::further;
use crate::hubspot::objects::companies::drawn::Firm;
use crate::hubspot::objects::contacts::drawn::Person;
use crate::hubspot::objects::deals::drawn::Sale;
use crate::hubspot::objects::object_type::ObjectType;
use crate::hubspot::objects::tickets::drawn::Complaint;

/// The choices of the dice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Drawn {
    choices: Choices,
    /// Where the dice of all further properties start.
    start: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Choices {
    Contact(Person),
    Company(Firm),
    Deal(Sale),
    Ticket(Complaint),
}

impl Drawn {
    /// The object of that index.
    pub(super) fn new(object_type: ObjectType, index: u64, start: u64, dice: &mut Dice) -> Self {
        let choices = match object_type {
            ObjectType::Contacts => Choices::Contact(Person::new(index, dice)),
            ObjectType::Companies => Choices::Company(Firm::new(index, dice)),
            ObjectType::Deals => Choices::Deal(Sale::new(dice)),
            ObjectType::Tickets => Choices::Ticket(Complaint::new(index, dice)),
        };
        Self { choices, start }
    }

    /// The value of a property, if the dice gave it one.
    pub(crate) fn value(&self, name: &str) -> Option<Cow<'static, str>> {
        let (object_type, chosen) = match &self.choices {
            Choices::Contact(person) => (ObjectType::Contacts, person.value(name)),
            Choices::Company(firm) => (ObjectType::Companies, firm.value(name)),
            Choices::Deal(sale) => (ObjectType::Deals, sale.value(name)),
            Choices::Ticket(complaint) => (ObjectType::Tickets, complaint.value(name)),
        };
        chosen.or_else(|| further::value(object_type, self.start, name))
    }
}
