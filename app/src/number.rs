//! Numbers as people read them.

/// With a comma between groups of three digits: `2,500`.
pub fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        for (number, text) in [(0, "0"), (999, "999"), (2_500, "2,500"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }
}
