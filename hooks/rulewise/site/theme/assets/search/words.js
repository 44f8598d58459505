// From text to the terms that are looked up: the other half of rulewise/search/words.py, with the same tables.
(function (space) {
  "use strict";

  const WIDEST = 12;
  const SHORTEST = 2;
  const LONGEST = 5;
  const STRAIGHT = { "‘": "'", "’": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "—": " " };
  const SUB = "(?:\\([0-9a-z]{1,4}\\))";
  const NUMBER = "[0-9]{1,3}(?:[a-z]{1,3}| [b-hj-qt-z](?![a-z0-9'])|)";
  const PLACE = `${NUMBER}(?: ?${SUB})*`;
  const JOIN = `(?: ?(?:,|-|to|and|&|or) ?(?:${PLACE}(?![0-9a-z])|${SUB}+))`;
  const ONE = new RegExp(`(,|-|to|and|&|or)?\\s*(${NUMBER})?(${SUB}*)`, "g");
  const SUBS = new RegExp(SUB, "g");
  const LETTERS = /^\p{L}+$/u;

  /** A text in small letters, without accents, its quotes and dashes straight and its spaces single. */
  function fold(text) {
    return text
      .replace(/[‘’ʼ`‐‑–—]/g, (sign) => STRAIGHT[sign])
      .normalize("NFKD")
      .replace(/[\p{M}\p{Cf}]/gu, "")
      .toLowerCase()
      .split(/\s+/)
      .filter(Boolean)
      .join(" ")
      .replace(/'s\b|(?<=s)'(?![a-z0-9_])/g, "");
  }

  /** The tokenizer over the tables that the base of the index carries. */
  function make(tables) {
    const stop = new Set(tables.stop);
    const irregular = new Map(Object.entries(tables.irregular));
    const numbers = new Map(Object.entries(tables.numbers));
    const units = new Map(Object.entries(tables.units));
    const longest = [...units.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join("|");
    const counted = [...numbers.keys()].join("|");
    const named = longest.split("|").filter((unit) => unit.length > SHORTEST).join("|");
    const spelt = new RegExp(`(?<![a-z0-9_'])(${named})\\.? ((?:${counted})(?:[ -](?:${counted}))?)(?![a-z0-9_])`, "g");
    const under = new RegExp(`,? sub-?section \\(?(${counted}|[0-9]{1,3}[a-z]{0,2}\\b)\\)?`, "g");
    const measured = new RegExp(`^([0-9]+)([a-z]{4,}|${tables.glued.join("|")})$`);
    const token = new RegExp(
      "(?<id>(?<![a-z0-9_-])(?:[sapcm]-[0-9]{1,5}|[sapcm] ?0[0-9]{1,4}|l-[a-z0-9]+(?:-[a-z0-9]+)*-[0-9]{1,4})(?![a-z0-9_-]))" +
        `|(?<unit>(?<![a-z0-9_'])(?:${longest}))(?<gap>\\.? ?)(?<places>${PLACE}(?![0-9a-z])${JOIN}*)` +
        "|(?<word>[\\p{L}\\p{N}]+(?:['-][\\p{L}\\p{N}]+)*)",
      "gu"
    );

    function stem(word) {
      if (irregular.has(word)) return irregular.get(word);
      if (word.length < 4 || !LETTERS.test(word)) return word;
      for (const [ending, instead, least] of tables.endings) {
        if (word.endsWith(ending) && word.length - ending.length >= least) {
          word = word.slice(0, word.length - ending.length) + instead;
          break;
        }
      }
      const last = word.slice(-1);
      if (word.length > 4 && last === word.slice(-2, -1) && !"lsze".includes(last)) return word.slice(0, -1);
      return word.length > 4 && last === "e" ? word.slice(0, -1) : word;
    }

    function between(first, last) {
      const digits = /^[0-9]+$/;
      if (!digits.test(first) || !digits.test(last)) return [];
      const many = Number(last) - Number(first);
      return many > 0 && many <= WIDEST ? Array.from({ length: many - 1 }, (_, i) => String(Number(first) + 1 + i)) : [];
    }

    function ofPlaces(unit, places) {
      const out = [];
      let number = "";
      let subs = "";
      for (const [, join, next, inside] of places.replaceAll(" (", "(").matchAll(ONE)) {
        if (!next && !inside) continue;
        const through = join === "-" || join === "to";
        if (next) {
          if (through) out.push(...between(number, next).map((named) => unit + named));
          number = next.replace(" ", "");
          out.push(unit + number);
        } else if (through) {
          const bare = (text) => text.replace(/^[()]+|[()]+$/g, "");
          out.push(...between(bare(subs), bare(inside)).map((named) => `${unit}${number}(${named})`));
        }
        subs = "";
        for (const sub of inside.match(SUBS) || []) {
          subs += sub;
          out.push(unit + number + subs);
        }
      }
      return out;
    }

    function ofId(id) {
      const [, head, digits] = /^(.*?)[ -]?([0-9]+)$/.exec(id);
      return `#${head}-${Number(digits)}`;
    }

    /** Read twenty-six. */
    const inOne = (parts) => (parts.length === 2 && numbers.has(parts[1]) && numbers.get(parts[0]) >= 20 ? numbers.get(parts[0]) + numbers.get(parts[1]) : 0);

    /** A subsection that is named and not bracketed, such as section 47, subsection one. */
    const inBrackets = (_, number) => `(${numbers.get(number) || number})`;

    /** A section whose number is spelt out, such as section forty-seven. */
    function inDigits(_, named, number) {
      const parts = number.split(/[ -]/);
      const rest = parts.length > 1 ? ` ${parts[1]}` : "";
      return `${named} ${inOne(parts) || numbers.get(parts[0]) + rest}`;
    }

    /** Terms in order, each with the word it came from; words that say nothing come too, marked. */
    function tokens(text) {
      const out = [];
      for (const match of fold(text).replace(under, inBrackets).replace(spelt, inDigits).matchAll(token)) {
        const { id, unit, places, word } = match.groups;
        if (id) out.push({ kind: "id", term: ofId(id), word: id });
        else if (unit) {
          for (const term of ofPlaces(units.get(unit), places)) out.push({ kind: "place", term, word: match[0] });
        } else {
          const parts = word.replaceAll("'", "").split("-");
          const whole = inOne(parts);
          if (whole) {
            out.push({ kind: "number", term: String(whole), word });
            continue;
          }
          for (const part of parts) {
            const glued = measured.exec(part);
            if (glued) {
              out.push({ kind: "number", term: glued[1], word: glued[1] });
              out.push({ kind: "word", term: stem(glued[2]), word: glued[2] });
            } else if (numbers.has(part)) out.push({ kind: "number", term: String(numbers.get(part)), word: part });
            else if (/^[0-9]/.test(part)) out.push({ kind: "number", term: stem(part), word: part });
            else out.push({ kind: stop.has(part) || part.length < 2 ? "stop" : "word", term: stem(part), word: part });
          }
          if (parts.length > 1 && parts.every((part) => LETTERS.test(part))) {
            out.push({ kind: "joined", term: stem(parts.join("")), word });
          }
        }
      }
      return out;
    }

    /** The terms that stand in the index. */
    const terms = (text) => tokens(text).filter((found) => found.kind !== "stop").map((found) => found.term);

    /** The terms of a list with one phrase on each line, and each phrase of a few terms as one term too. */
    function phrases(text) {
      return text.split("\n").flatMap((line) => {
        const found = terms(line);
        return found.length >= SHORTEST && found.length <= LONGEST ? [...found, found.join("+")] : found;
      });
    }

    return { fold, stem, tokens, terms, phrases };
  }

  space.words = make;
})((window.Rulewise = window.Rulewise || {}));
