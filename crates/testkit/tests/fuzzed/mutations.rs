//! Mutations of seeds: drawn by a generator of our own that always starts alike.

/// What parsers trip over.
const PIECES: [&[u8]; 40] = [
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b"null",
    b"true",
    b"-",
    b"0",
    b"1e999",
    b"-1",
    b"9223372036854775808",
    b"1.5",
    b"\\u0000",
    b"\\ud800",
    b"\0",
    b"\xff",
    b"\xc0\xaf",
    b"\xef\xbb\xbf",
    "\u{202e}".as_bytes(),
    "\u{e9}".as_bytes(),
    b"%",
    b"%00",
    b"%0d%0a",
    b"%2f",
    b"%25",
    b"&",
    b"=",
    b"+",
    b";",
    b"/",
    b"//",
    b"\\\\",
    b"..",
    b"#",
    b"?",
    b"access_token",
];

/// The longest that a mutation may grow.
const LONGEST: usize = 16 * 1024;

/// An endless row of mutations.
pub struct Mutations<'a> {
    seeds: &'a [Vec<u8>],
    state: u64,
}

impl<'a> Mutations<'a> {
    pub fn of(seeds: &'a [Vec<u8>]) -> Self {
        Self {
            seeds,
            state: 0x9e37_79b9_7f4a_7c15,
        }
    }

    /// Marsaglia's xorshift: good enough to choose, and needs nothing.
    fn draw(&mut self, below: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        let below = u64::try_from(below.max(1)).unwrap();
        usize::try_from((self.state >> 11) % below).unwrap()
    }

    fn seed(&mut self) -> &'a [u8] {
        let seeds = self.seeds;
        &seeds[self.draw(seeds.len())]
    }

    /// Some part of it, often a small one.
    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.draw(length + 1);
        let longest = (length - start).min(1 << self.draw(8));
        start..start + self.draw(longest + 1)
    }

    fn mutate(&mut self, input: &mut Vec<u8>) {
        let range = self.range(input.len());
        match self.draw(8) {
            0 if !input.is_empty() => {
                let at = self.draw(input.len());
                input[at] ^= 1 << self.draw(8);
            }
            1 => drop(input.drain(range)),
            2 => input.truncate(range.start),
            3 => {
                let part = input[range.clone()].to_vec();
                input.splice(range.start..range.start, part);
            }
            4 => {
                let part = input[range.clone()].repeat(1 + self.draw(300));
                input.splice(range, part);
            }
            5 => {
                let other = self.seed();
                let part = self.range(other.len());
                input.splice(range, other[part].iter().copied());
            }
            _ => {
                let piece = PIECES[self.draw(PIECES.len())];
                input.splice(range, piece.iter().copied());
            }
        }
        input.truncate(LONGEST);
    }
}

impl Iterator for Mutations<'_> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let mut input = self.seed().to_vec();
        for _ in 0..=self.draw(4) {
            self.mutate(&mut input);
        }
        Some(input)
    }
}

#[test]
fn mutations_are_many_and_always_the_same() {
    let seeds = [b"{\"a\":1}".to_vec(), b"{\"b\":[2,3]}".to_vec()];
    let first: Vec<_> = Mutations::of(&seeds).take(500).collect();
    let second: Vec<_> = Mutations::of(&seeds).take(500).collect();
    assert_eq!(first, second);
    let different: std::collections::BTreeSet<_> = first.iter().collect();
    assert!(different.len() > 400, "{}", different.len());
}
