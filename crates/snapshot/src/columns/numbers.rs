//! Numbers by place, each as wide as the largest one needs.

/// Numbers by place; those that were never set are 0.
///
/// It grows from one byte each to eight, so that neither many codes nor an arena of more than 4 GiB is
/// too large for it.
#[derive(Clone, Debug)]
pub(crate) enum Numbers {
    Byte(Vec<u8>),
    Two(Vec<u16>),
    Four(Vec<u32>),
    Eight(Vec<usize>),
}

impl Default for Numbers {
    fn default() -> Self {
        Self::Byte(Vec::new())
    }
}

fn put<T: Clone + Default>(numbers: &mut Vec<T>, place: usize, number: T) {
    if place >= numbers.len() {
        numbers.resize(place + 1, T::default());
    }
    numbers[place] = number;
}

impl Numbers {
    /// The number of that place.
    pub(crate) fn get(&self, place: u32) -> usize {
        let place = place as usize;
        match self {
            Self::Byte(numbers) => numbers.get(place).map_or(0, |number| usize::from(*number)),
            Self::Two(numbers) => numbers.get(place).map_or(0, |number| usize::from(*number)),
            Self::Four(numbers) => numbers.get(place).map_or(0, |number| *number as usize),
            Self::Eight(numbers) => numbers.get(place).copied().unwrap_or(0),
        }
    }

    /// Sets the number of that place.
    pub(crate) fn set(&mut self, place: u32, number: usize) {
        let at = place as usize;
        match self {
            Self::Byte(numbers) => {
                if let Ok(number) = number.try_into() {
                    return put(numbers, at, number);
                }
            }
            Self::Two(numbers) => {
                if let Ok(number) = number.try_into() {
                    return put(numbers, at, number);
                }
            }
            Self::Four(numbers) => {
                if let Ok(number) = number.try_into() {
                    return put(numbers, at, number);
                }
            }
            Self::Eight(numbers) => return put(numbers, at, number),
        }
        self.widen();
        self.set(place, number);
    }

    fn widen(&mut self) {
        *self = match self {
            Self::Byte(numbers) => Self::Two(numbers.iter().map(|number| u16::from(*number)).collect()),
            Self::Two(numbers) => Self::Four(numbers.iter().map(|number| u32::from(*number)).collect()),
            Self::Four(numbers) => Self::Eight(numbers.iter().map(|number| *number as usize).collect()),
            Self::Eight(numbers) => Self::Eight(std::mem::take(numbers)),
        };
    }

    /// How many places there are.
    pub(crate) fn len(&self) -> u32 {
        crate::number(match self {
            Self::Byte(numbers) => numbers.len(),
            Self::Two(numbers) => numbers.len(),
            Self::Four(numbers) => numbers.len(),
            Self::Eight(numbers) => numbers.len(),
        })
    }

    /// All places with their numbers.
    pub(crate) fn each(&self, mut act: impl FnMut(u32, usize)) {
        match self {
            Self::Byte(numbers) => (0..)
                .zip(numbers)
                .for_each(|(at, number)| act(at, usize::from(*number))),
            Self::Two(numbers) => (0..)
                .zip(numbers)
                .for_each(|(at, number)| act(at, usize::from(*number))),
            Self::Four(numbers) => (0..).zip(numbers).for_each(|(at, number)| act(at, *number as usize)),
            Self::Eight(numbers) => (0..).zip(numbers).for_each(|(at, number)| act(at, *number)),
        }
    }

    /// Gives back what it does not need.
    pub(crate) fn shrink(&mut self) {
        match self {
            Self::Byte(numbers) => numbers.shrink_to_fit(),
            Self::Two(numbers) => numbers.shrink_to_fit(),
            Self::Four(numbers) => numbers.shrink_to_fit(),
            Self::Eight(numbers) => numbers.shrink_to_fit(),
        }
    }

    /// In bytes.
    pub(crate) fn memory(&self) -> usize {
        match self {
            Self::Byte(numbers) => numbers.capacity(),
            Self::Two(numbers) => numbers.capacity() * 2,
            Self::Four(numbers) => numbers.capacity() * 4,
            Self::Eight(numbers) => numbers.capacity() * 8,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_as_they_were_while_they_grow() {
        let mut numbers = Numbers::default();
        let put = [7, 255, 256, 65_535, 65_536, u32::MAX as usize, u32::MAX as usize + 1];
        for (place, number) in (0..).zip(put) {
            numbers.set(place * 2, number);
        }
        let mut seen = Vec::new();
        numbers.each(|place, number| seen.push((place, number)));
        for (place, number) in (0..).zip(put) {
            assert_eq!(numbers.get(place * 2), number);
            assert_eq!(seen[place as usize * 2], (place * 2, number));
        }
        assert_eq!((numbers.get(1), numbers.get(500), numbers.len()), (0, 0, 13));
    }

    #[test]
    fn small_numbers_take_one_byte_each() {
        let mut numbers = Numbers::default();
        (0..1000).for_each(|place| numbers.set(place, place as usize % 256));
        numbers.shrink();
        assert_eq!(numbers.memory(), 1000);
    }
}
