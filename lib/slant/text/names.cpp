#include "slant/text/names.h"

#include <algorithm>
#include <array>

#include "slant/base/hash.h"
#include "slant/text/closed_words.h"
#include "slant/text/document.h"
#include "slant/text/tokenizer.h"

namespace slant {
namespace {

constexpr std::uint32_t kNobody = 0xFFFFFFFF;

class NameFinder {
 public:
  NameFinder(const Vocabulary& vocabulary, Document& document)
      : vocabulary_(vocabulary),
        document_(document),
        tokens_(document.tokens),
        closed_(ClosedWords::Get()),
        index_(document.name_index) {}

  void Run() {
    index_.assign(64, {});
    used_ = 0;
    NoteCapitals();
    for (const Sentence& sentence : document_.sentences) {
      VisitSentence(sentence);
    }
    NoteNameTokens();
  }

 private:
  // --- words ---------------------------------------------------------------------------------

  const ClosedWord& Word(std::size_t i) const { return closed_[tokens_[i].lexeme]; }
  bool IsWord(std::size_t i) const { return tokens_[i].kind == TokenKind::kWord; }
  bool Is(std::size_t i, WordClass c) const { return IsWord(i) && Word(i).Is(c); }
  bool IsCapital(std::size_t i) const { return IsWord(i) && tokens_[i].Is(kCapitalized); }
  std::string_view Text(std::size_t i) const { return document_.Text(tokens_[i].span); }
  bool Glued(std::size_t i) const {
    return i > 0 && tokens_[i].span.begin == tokens_[i - 1].span.end;
  }
  std::uint64_t HashOf(std::size_t i) const { return Hash64(Text(i)) | 1; }

  bool IsFunctionWord(std::size_t i) const {
    const ClosedWord& word = Word(i);
    return word.Is(WordClass::kStarter) || word.Is(WordClass::kPronoun) ||
           word.Is(WordClass::kDeterminer) || word.Is(WordClass::kPreposition) ||
           word.Is(WordClass::kConjunction) || word.Is(WordClass::kSubordinator) ||
           word.Is(WordClass::kNegation) || (word.Is(WordClass::kAuxiliary) && Text(i) != "Will") ||
           word.Is(WordClass::kAdverb) || word.Is(WordClass::kPossessive);
  }

  // --- index of words of names: word -> name, and words seen with a capital inside a sentence
  // -----

  static constexpr std::uint32_t kSeen = 0xFFFFFFFE;

  std::uint32_t* Find(std::uint64_t hash) {
    for (std::uint64_t i = hash & (index_.size() - 1);; i = (i + 1) & (index_.size() - 1)) {
      if (index_[i].hash == 0) {
        return nullptr;
      }
      if (index_[i].hash == hash) {
        return &index_[i].name;
      }
    }
  }

  void Put(std::uint64_t hash, std::uint32_t name) {
    if (2 * used_ >= index_.size()) {
      std::vector<NameSlot> old(2 * index_.size());
      old.swap(index_);
      used_ = 0;
      for (const NameSlot& slot : old) {
        if (slot.hash != 0) {
          Put(slot.hash, slot.name);
        }
      }
    }
    std::uint64_t i = hash & (index_.size() - 1);
    while (index_[i].hash != 0 && index_[i].hash != hash) {
      i = (i + 1) & (index_.size() - 1);
    }
    used_ += index_[i].hash == 0;
    index_[i] = {hash, name};
  }

  // Words that stand with a capital where no capital is due are names wherever they stand.
  void NoteCapitals() {
    for (const Sentence& sentence : document_.sentences) {
      if (IsHeadline(sentence)) {
        continue;
      }
      for (std::size_t i = sentence.first_token + 1; i < sentence.end_token; ++i) {
        if (IsCapital(i) && !IsOpening(i, sentence) && !tokens_[i].Is(kAllCaps) &&
            !Word(i).Is(WordClass::kStarter) && !Word(i).Is(WordClass::kPronoun)) {
          const std::uint64_t hash = HashOf(i);
          if (Find(hash) == nullptr) {
            Put(hash, kSeen);
          }
        }
      }
    }
  }

  // Most words of a headline have capitals: "Mayor Defends Ban on Cars".  Names have them anywhere.
  bool IsHeadline(const Sentence& sentence) const {
    std::size_t words = 0;
    std::size_t capitals = 0;
    for (std::size_t i = sentence.first_token; i < sentence.end_token; ++i) {
      if (IsWord(i) && tokens_[i].span.size() > 3 && !IsOfAName(i, sentence)) {
        ++words;
        capitals += tokens_[i].Is(kCapitalized);
      }
    }
    return words >= (vocabulary_.has_capital_shares() ? 3U : 4U) && 4 * capitals >= 3 * words;
  }

  // What tells headlines from sentences must not depend on who is in them.
  bool IsOfAName(std::size_t i, const Sentence& sentence) const {
    return vocabulary_.has_capital_shares() && IsCapital(i) &&
           (vocabulary_.IsName(tokens_[i].word) || IsGiven(i) || Is(i, WordClass::kSurname) ||
            (i > sentence.first_token && IsGiven(i - 1) && IsCapital(i - 1) &&
             !(i > sentence.first_token + 1 && IsGiven(i - 2))));
  }

  // Is a capital due at token i: first of its sentence, or after an opening mark or a colon?
  bool IsOpening(std::size_t i, const Sentence& sentence) const {
    std::size_t j = i;
    while (j > sentence.first_token && tokens_[j - 1].kind == TokenKind::kPunctuation &&
           tokens_[j - 1].lexeme >= kDash && tokens_[j - 1].lexeme != kCloseBracket &&
           !tokens_[j - 1].Is(kClosesQuote)) {
      --j;
    }
    if (j == sentence.first_token) {
      return true;
    }
    const Token& before = tokens_[j - 1];
    return before.kind == TokenKind::kPunctuation &&
           (before.lexeme == kColon || (before.lexeme >= kPeriod &&
                                        before.lexeme <= kFullwidthStop && !IsAbbreviation(j - 1)));
  }

  bool IsAbbreviation(std::size_t stop) const {
    return stop > 0 && IsWord(stop - 1) && Glued(stop) &&
           (tokens_[stop - 1].span.size() == 1 ||
            Word(stop - 1).Is(WordClass::kTitleAbbreviation) ||
            Word(stop - 1).Is(WordClass::kEitherAbbreviation));
  }

  // --- words that may be names ---------------------------------------------------------------

  void NoteNameTokens() {
    auto mention = document_.mentions.begin();
    for (const Sentence& sentence : document_.sentences) {
      const bool headline = IsHeadline(sentence);
      for (std::size_t i = sentence.first_token; i < sentence.end_token; ++i) {
        const Token& token = tokens_[i];
        while (mention != document_.mentions.end() && mention->span.end <= token.span.begin) {
          ++mention;
        }
        const bool in_mention =
            mention != document_.mentions.end() && mention->kind == MentionKind::kName &&
            mention->span.begin <= token.span.begin && IsSurelyName(i, *mention, sentence);
        if (in_mention || MayBeName(i, headline, sentence)) {
          document_.name_tokens.push_back(static_cast<std::uint32_t>(i));
        }
      }
    }
  }

  // "Burglaries fell": a capital at the head of a sentence makes no name of a word we know, unless
  // it is a surname, nobody's word, or named elsewhere.
  bool IsSurelyName(std::size_t i, const Mention& mention, const Sentence& sentence) const {
    if (i > sentence.first_token || mention.span.end != tokens_[i].span.end) {
      return true;
    }
    const Name& name = document_.names[mention.name];
    return name.kind != NameKind::kOther || name.mention_count > 1 ||
           tokens_[i].word == kUnknownWord || Is(i, WordClass::kSurname) ||
           vocabulary_.has_capital_shares();  // they were asked before it was taken for a name
  }

  bool MayBeName(std::size_t i, bool headline, const Sentence& sentence) const {
    const Token& token = tokens_[i];
    if (!IsCapital(i) || token.Is(kClitic) || token.span.size() == 1 || IsFunctionWord(i) ||
        IsTime(i) || Is(i, WordClass::kTitleAbbreviation)) {
      return false;
    }
    if (Is(i, WordClass::kOffice)) {
      // "King said", not "the King" nor "King Charles".
      return Is(i, WordClass::kSurname) &&
             (i + 1 == sentence.end_token || !IsCapital(i + 1) ||
              (headline && !IsGiven(i + 1) && !IsNameByVocabulary(i + 1))) &&
             (i == sentence.first_token || !IsWord(i - 1) || !Is(i - 1, WordClass::kDeterminer));
    }
    return (!headline && !IsOpening(i, sentence)) || IsNameByVocabulary(i);
  }

  // "Ocasio-Cortez" and "Trump-backed", but not "Long-serving", if no vocabulary has them whole.
  bool IsNameByVocabulary(std::size_t i) const {
    const std::string_view text = Text(i);
    const std::size_t hyphen = text.find('-');
    if (tokens_[i].word != kUnknownWord || hyphen == std::string_view::npos || hyphen == 0) {
      return vocabulary_.IsName(tokens_[i].word);
    }
    WordBuffer buffer;
    return vocabulary_.IsName(
        vocabulary_.Find(LookupForm(text.substr(0, hyphen), TokenKind::kWord, buffer)));
  }

  // Is it known as a word that no name is?  2 % of capitals are titles and slips.
  bool IsPlainWord(std::size_t i) const {
    const WordId word = tokens_[i].word;
    return vocabulary_.has_capital_shares() && word < kUnknownWord &&
           vocabulary_.CapitalShare(word) < 5;
  }

  // --- sentences -----------------------------------------------------------------------------

  void VisitSentence(const Sentence& sentence) {
    const bool headline = IsHeadline(sentence);
    subject_ = kNobody;
    people_in_sentence_ = 0;
    for (std::size_t i = sentence.first_token; i < sentence.end_token;) {
      const Token& token = tokens_[i];
      if (token.kind != TokenKind::kWord) {
        ++i;
        continue;
      }
      if (token.Is(kCapitalized) && !token.Is(kClitic)) {
        const std::size_t end = VisitRun(i, sentence, headline);
        if (end > i) {
          i = end;
          continue;
        }
      }
      if (closed_.IsActive(token.lexeme)) {
        const ClosedWord& word = Word(i);
        if (word.Is(WordClass::kMale) || word.Is(WordClass::kFemale)) {
          VisitPronoun(i, word.Is(WordClass::kMale) ? Gender::kMale : Gender::kFemale);
        } else if (word.Is(WordClass::kOffice) && i > sentence.first_token) {
          VisitOffice(i, sentence);
        }
      }
      ++i;
    }
    if (subject_ != kNobody) {
      last_subject_ = subject_;
    }
  }

  // A run of capitalised words from i on; one past it, or i if there is no name.
  std::size_t VisitRun(std::size_t i, const Sentence& sentence, bool headline) {
    std::size_t begin = i;
    const bool opening = IsOpening(i, sentence);
    if (IsFunctionWord(i)) {
      // "The Herald" has its article outside; "In Boston" begins after the preposition.
      return i;
    }
    std::size_t end = i;
    std::size_t last = i;
    while (end < sentence.end_token) {
      if (IsCapital(end) && !(end > begin && (IsFunctionWord(end) || IsTime(end)))) {
        last = end++;
        if (headline && !JoinsInHeadline(begin, last, end, sentence)) {
          break;
        }
        continue;
      }
      const Token& token = tokens_[end];
      if (end > begin && IsWord(end) &&
          (Text(end).starts_with("al-") || Text(end).starts_with("el-"))) {
        last = end++;  // Bashar al-Assad
        continue;
      }
      if (token.IsMark(kPeriod) && Glued(end) && end + 1 < sentence.end_token &&
          IsCapital(end + 1) && !Glued(end + 1) &&
          (Word(end - 1).Is(WordClass::kTitleAbbreviation) || tokens_[end - 1].span.size() == 1)) {
        ++end;
        continue;
      }
      if (IsParticle(end) && end + 1 < sentence.end_token && IsCapital(end + 1) &&
          !IsFunctionWord(end + 1)) {
        ++end;
        continue;
      }
      // Bureau of Investigation, Department of the Interior
      if (Is(end, WordClass::kPreposition) && Text(end) == "of" &&
          (Is(end - 1, WordClass::kOrganizationTail) || Is(end - 1, WordClass::kPlaceTail)) &&
          end + 1 < sentence.end_token) {
        const std::size_t next = end + 1 + (Is(end + 1, WordClass::kArticle) ? 1U : 0U);
        if (next < sentence.end_token && IsCapital(next)) {
          end = next;
          continue;
        }
      }
      if (token.kind == TokenKind::kSymbol || Text(end) == "&") {
        if (Text(end) == "&" && end + 1 < sentence.end_token && IsCapital(end + 1)) {
          ++end;
          continue;
        }
      }
      break;
    }
    end = last + 1;
    // Titles and offices lead; the core is what remains.
    std::size_t core = begin;
    bool person_title = false;
    while (core < end &&
           (Is(core, WordClass::kTitleAbbreviation) || Is(core, WordClass::kOffice) ||
            tokens_[core].IsMark(kPeriod) || (core > begin && Is(core, WordClass::kPreposition)))) {
      person_title |= Is(core, WordClass::kTitleAbbreviation) || Is(core, WordClass::kOffice);
      ++core;
    }
    // "Deputy Attorney General", "President": an office alone.
    if (core == end) {
      if (end - begin >= 1 && !opening && Is(end - 1, WordClass::kOffice)) {
        AddDescription({tokens_[begin].span.begin, tokens_[end - 1].span.end}, end - 1);
        return end;
      }
      return opening ? i : end;
    }
    if (core > begin && (!person_title || Is(end - 1, WordClass::kOrganizationTail))) {
      core = begin;  // Justice Department
      person_title = false;
    }
    const std::size_t words = CountWords(core, end);
    if (words == 0) {
      return end;
    }
    if (words == 1 && !person_title && !Accept(core, opening, headline, sentence)) {
      return i;
    }
    if (IsTime(core) && words <= 2 && Is(core, WordClass::kMonth)) {
      return end;
    }
    if (words == 1 && (IsTime(core) || Is(core, WordClass::kNotName)) &&
        !(Is(core, WordClass::kSurname) && opening)) {
      return end;
    }
    Record(begin, core, end, person_title, sentence);
    return end;
  }

  bool IsTime(std::size_t i) const {
    return (Is(i, WordClass::kWeekday) || Is(i, WordClass::kMonth)) &&
           !Is(i, WordClass::kGivenFemale) && !Is(i, WordClass::kGivenMale);
  }

  bool IsParticle(std::size_t i) const {
    if (!IsWord(i)) {
      return false;
    }
    const std::string_view text = Text(i);
    static constexpr std::array<std::string_view, 14> kParticles = {
        "de",  "del", "della", "van", "von", "der", "den",
        "bin", "ibn", "al",    "la",  "di",  "da",  "el"};
    return std::find(kParticles.begin(), kParticles.end(), text) != kParticles.end();
  }

  // In a headline every word has a capital; a name goes on from a given name or a title only, and
  // not from a surname that may be a given name too: "Elizabeth Warren Says".
  bool JoinsInHeadline(std::size_t begin, std::size_t last, std::size_t next,
                       const Sentence& sentence) const {
    if (last > begin && IsGiven(last - 1) && Is(last, WordClass::kSurname)) {
      return false;
    }
    if (next < sentence.end_token && IsPlainWord(next) && !Is(next, WordClass::kSurname)) {
      // "Paul Learned", but "Benjamin Lay"
      const bool verb = Text(next).ends_with('s') || Text(next).ends_with("ed");
      if (verb || last > begin || Is(last, WordClass::kSurname)) {
        return false;
      }
    }
    return next < sentence.end_token && IsCapital(next) &&
           ((vocabulary_.IsName(tokens_[last].word) && vocabulary_.IsName(tokens_[next].word)) ||
            Is(last, WordClass::kGivenMale) || Is(last, WordClass::kGivenFemale) ||
            Is(last, WordClass::kTitleAbbreviation) || Is(last, WordClass::kOffice));
  }

  std::size_t CountWords(std::size_t begin, std::size_t end) const {
    std::size_t words = 0;
    for (std::size_t i = begin; i < end; ++i) {
      words += IsCapital(i);
    }
    return words;
  }

  // Is the single word at i a name?
  bool Accept(std::size_t i, bool opening, bool headline, const Sentence& sentence) {
    const ClosedWord& word = Word(i);
    if (tokens_[i].span.size() == 1) {
      return false;
    }
    if (word.Is(WordClass::kGivenMale) || word.Is(WordClass::kGivenFemale) ||
        word.Is(WordClass::kPlace) || word.Is(WordClass::kOrganization)) {
      return !(opening && word.Is(WordClass::kStarter));
    }
    // "Young" is a surname and a word.
    const bool is_word = word.Is(WordClass::kNotName) ||
                         (vocabulary_.has_capital_shares() && !vocabulary_.IsName(tokens_[i].word));
    if (word.Is(WordClass::kSurname) && !(opening && is_word)) {
      return !(opening && word.Is(WordClass::kStarter));
    }
    if (!opening && !headline) {
      return true;
    }
    if (Find(HashOf(i)) != nullptr) {
      return true;
    }
    if (word.Is(WordClass::kSurname)) {
      return i + 1 < sentence.end_token && IsFollowedAsAName(i, sentence);
    }
    if (word.Is(WordClass::kPerson) || word.Is(WordClass::kCue) || word.Is(WordClass::kOffice) ||
        word.Is(WordClass::kNotName) || word.Is(WordClass::kCueNoun) ||
        word.Is(WordClass::kOrganizationTail)) {
      return false;
    }
    if (headline && !opening) {
      return false;
    }
    if (vocabulary_.IsName(tokens_[i].word) && tokens_[i].word != kUnknownWord) {
      return true;
    }
    if (IsPlainWord(i)) {
      return false;
    }
    // The first word of a sentence: a name if a verb, a clitic or a comma follows, and it does not
    // look like a plural, a participle or an adverb.
    if (i + 1 >= sentence.end_token) {
      return false;
    }
    return IsFollowedAsAName(i, sentence);
  }

  // Says what follows the first word of a sentence that it is a name?  i + 1 must be a token.
  bool IsFollowedAsAName(std::size_t i, const Sentence& sentence) const {
    const std::string_view text = Text(i);
    if (tokens_[i + 1].IsMark(kColon)) {
      return true;  // "Clapper: ..."
    }
    const bool surname = Is(i, WordClass::kSurname);  // "Chambers", "Sterling"
    if (!surname && (text.ends_with("ing") || text.ends_with("ly") || text.ends_with("ed"))) {
      return tokens_[i + 1].Is(kClitic);
    }
    if (tokens_[i + 1].Is(kClitic) || Is(i + 1, WordClass::kAuxiliary) ||
        Is(i + 1, WordClass::kCue)) {
      return surname || !(text.ends_with("ers") || text.ends_with("ists") ||
                          text.ends_with("ants") || text.ends_with("ents"));
    }
    if (Is(i + 1, WordClass::kAdverb)) {
      return true;
    }
    if (tokens_[i + 1].IsMark(kComma) && i + 2 < sentence.end_token) {
      return Is(i + 2, WordClass::kRelative) || Is(i + 2, WordClass::kArticle) ||
             tokens_[i + 2].kind == TokenKind::kNumber;
    }
    const std::string_view next = Text(i + 1);
    return IsWord(i + 1) && !tokens_[i + 1].Is(kCapitalized) && !text.ends_with('s') &&
           (next.ends_with("ed") ||
            (next.ends_with('s') && next.size() > 3 && !next.ends_with("ss")));
  }

  void Record(std::size_t begin, std::size_t core, std::size_t end, bool person_title,
              const Sentence& sentence) {
    const std::size_t last = end - 1;
    NameKind kind = KindOf(begin, core, end, person_title);
    const std::uint64_t full = HashSpan(core, end);
    std::uint32_t name = kNobody;
    if (const std::uint32_t* found = Find(full); found != nullptr && *found < kSeen) {
      name = *found;
    }
    const std::uint64_t last_hash = HashOf(last);
    const bool single = CountWords(core, end) == 1;
    if (name == kNobody && (single || kind == NameKind::kPerson)) {
      if (const std::uint32_t* found = Find(last_hash); found != nullptr && *found < kSeen) {
        const Name& other = document_.names[*found];
        if (single || (other.kind == NameKind::kPerson && CompatibleFirst(core, end, other))) {
          name = *found;
        }
      }
    }
    Gender gender = GenderOf(begin, core, end);
    if (name == kNobody) {
      name = static_cast<std::uint32_t>(document_.names.size());
      Name made;
      made.span = {tokens_[core].span.begin, tokens_[last].span.end};
      made.kind = kind;
      made.gender = gender;
      document_.names.push_back(made);
    } else {
      Name& known = document_.names[name];
      const Span span{tokens_[core].span.begin, tokens_[last].span.end};
      if (span.size() > known.span.size() && kind == known.kind) {
        known.span = span;
      }
      if (known.kind == NameKind::kOther ||
          (person_title && known.kind != NameKind::kPerson && single)) {
        known.kind = kind;
      }
      known.gender = known.gender == Gender::kUnknown ? gender : known.gender;
    }
    Put(full, name);
    if (document_.names[name].kind == NameKind::kPerson || single) {
      Put(last_hash, name);
    }
    if (document_.names[name].kind == NameKind::kPerson) {
      if (!single && IsCapital(core) &&
          (Is(core, WordClass::kGivenMale) || Is(core, WordClass::kGivenFemale))) {
        const std::uint64_t first = HashOf(core);
        if (const std::uint32_t* found = Find(first); found == nullptr || *found >= kSeen) {
          Put(first, name);
        }
      }
      NotePerson(name, sentence);
      if (begin < core) {
        NoteOffice(begin, core, name);
      }
    } else if (kind == NameKind::kOrganization && end - core >= 3) {
      NoteAcronym(core, end, name);
    }
    AddMention({tokens_[begin].span.begin, tokens_[last].span.end}, last, name, MentionKind::kName,
               true);
    // "Lee, the mayor of Boston," "Lee, a senator"
    if (end + 2 < sentence.end_token && tokens_[end].IsMark(kComma) &&
        Is(end + 1, WordClass::kArticle)) {
      for (std::size_t j = end + 2; j < sentence.end_token && j < end + 5; ++j) {
        if (Is(j, WordClass::kOffice)) {
          PutOffice(j, name);
          break;
        }
      }
    }
  }

  std::uint64_t HashSpan(std::size_t begin, std::size_t end) const {
    return Mix64(Hash64(document_.Text({tokens_[begin].span.begin, tokens_[end - 1].span.end}))) |
           1;
  }

  // "Bill Clinton" is not "Hillary Clinton"; "George W. Bush" may be "George Bush".
  bool CompatibleFirst(std::size_t core, std::size_t end, const Name& other) const {
    if (CountWords(core, end) < 2) {
      return true;
    }
    const std::string_view known = document_.Text(other.span);
    const std::string_view first = Text(core);
    const std::size_t space = known.find(' ');
    return space == std::string_view::npos || known.substr(0, space) == first;
  }

  NameKind KindOf(std::size_t begin, std::size_t core, std::size_t end, bool person_title) const {
    const std::size_t last = end - 1;
    const std::size_t words = CountWords(core, end);
    if (Is(last, WordClass::kOrganizationTail) && words > 1) {
      return NameKind::kOrganization;
    }
    if (Is(core, WordClass::kOrganizationTail) && words > 1) {
      return NameKind::kOrganization;
    }
    if (Is(last, WordClass::kOrganization) && words == 1) {
      return NameKind::kOrganization;
    }
    if (person_title) {
      return NameKind::kPerson;
    }
    if (Is(last, WordClass::kPlace) && (words == 1 || !IsGiven(core))) {
      return NameKind::kPlace;
    }
    if (words > 1 && (Is(last, WordClass::kPlaceTail) || Is(core, WordClass::kPlaceHead)) &&
        !IsGiven(core)) {
      return NameKind::kPlace;
    }
    if (IsGiven(core)) {
      return NameKind::kPerson;
    }
    if (words == 1 && tokens_[core].Is(kAllCaps)) {
      return NameKind::kOrganization;
    }
    const bool article = begin > 0 && Is(begin - 1, WordClass::kArticle);
    if (article || Is(last, WordClass::kNotName)) {
      return words > 1 ? NameKind::kOrganization : NameKind::kOther;
    }
    if (words == 1 && begin > 0 && Is(begin - 1, WordClass::kPreposition) &&
        (Text(begin - 1) == "in" || Text(begin - 1) == "In" || Text(begin - 1) == "near")) {
      return NameKind::kPlace;
    }
    if (words == 2 || words == 3) {
      for (std::size_t i = core; i < end; ++i) {
        if (tokens_[i].Is(kAllCaps) || Is(i, WordClass::kPlace) || Is(i, WordClass::kNotName)) {
          return NameKind::kOther;
        }
      }
      return NameKind::kPerson;
    }
    if (words == 1 && end < tokens_.size() &&
        (Is(end, WordClass::kCue) || tokens_[end].Is(kClitic) || IsOfAPerson(end))) {
      return NameKind::kPerson;
    }
    return NameKind::kOther;
  }

  // Does ", who" or an age, ", 28,", follow from token i on?
  bool IsOfAPerson(std::size_t i) const {
    if (i + 1 >= tokens_.size() || !tokens_[i].IsMark(kComma)) {
      return false;
    }
    const bool age = tokens_[i + 1].kind == TokenKind::kNumber && tokens_[i + 1].span.size() == 2 &&
                     i + 2 < tokens_.size() && tokens_[i + 2].IsMark(kComma);
    return age || Text(i + 1) == "who" || Text(i + 1) == "whose" || Text(i + 1) == "whom";
  }

  bool IsGiven(std::size_t i) const {
    return Is(i, WordClass::kGivenMale) || Is(i, WordClass::kGivenFemale);
  }

  Gender GenderOf(std::size_t begin, std::size_t core, std::size_t end) const {
    for (std::size_t i = begin; i < core; ++i) {
      if (Is(i, WordClass::kMaleNoun)) {
        return Gender::kMale;
      }
      if (Is(i, WordClass::kFemaleNoun)) {
        return Gender::kFemale;
      }
    }
    const bool male = Is(core, WordClass::kGivenMale);
    const bool female = Is(core, WordClass::kGivenFemale);
    if (CountWords(core, end) < 2 || male == female) {
      return Gender::kUnknown;
    }
    return male ? Gender::kMale : Gender::kFemale;
  }

  // --- offices -------------------------------------------------------------------------------

  static std::uint64_t OfficeHash(std::uint16_t lexeme) { return Mix64(lexeme + 77U) | 1; }

  void PutOffice(std::size_t i, std::uint32_t name) {
    const std::uint64_t hash = OfficeHash(tokens_[i].lexeme);
    Put(hash, name);
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kShort = {
        {{"Sen", "senator"},
         {"Gov", "governor"},
         {"Rep", "congressman"},
         {"Gen", "general"},
         {"Rev", "reverend"}}};
    for (const auto& [abbreviation, office] : kShort) {
      if (Text(i) == abbreviation) {
        Put(OfficeHash(closed_.Find(office) & 0x3FFF), name);
      }
    }
  }

  void NoteOffice(std::size_t begin, std::size_t core, std::uint32_t name) {
    for (std::size_t i = begin; i < core; ++i) {
      if (IsWord(i)) {
        PutOffice(i, name);
      }
    }
  }

  // "the mayor": who bears the office, if the text said so.
  void VisitOffice(std::size_t i, const Sentence& sentence) {
    std::size_t begin = i;
    while (begin > sentence.first_token && i - begin < 3 && IsWord(begin - 1) &&
           !Is(begin, WordClass::kArticle) && !IsFunctionWord(begin - 1)) {
      --begin;
    }
    if (begin == sentence.first_token || !Is(begin - 1, WordClass::kArticle) ||
        (Text(begin - 1) != "the" && Text(begin - 1) != "The")) {
      return;
    }
    if (!document_.mentions.empty() &&
        document_.mentions.back().span.end > tokens_[begin - 1].span.begin) {
      return;  // a name stands inside
    }
    if (i + 1 < sentence.end_token && (IsCapital(i + 1) || Is(i + 1, WordClass::kOffice))) {
      return;  // "the mayor Ann Lee": the name follows
    }
    AddDescription({tokens_[begin - 1].span.begin, tokens_[i].span.end}, i);
  }

  void AddDescription(Span span, std::size_t head) {
    const std::uint64_t hash = OfficeHash(tokens_[head].lexeme);
    const std::uint32_t* found = Find(hash);
    std::uint32_t name = found == nullptr ? kNobody : *found;
    if (name == kNobody) {
      name = static_cast<std::uint32_t>(document_.names.size());
      Name made;
      made.span = span;
      made.kind = NameKind::kPerson;
      made.named = false;
      document_.names.push_back(made);
      Put(hash, name);
    }
    AddMention(span, head, name, MentionKind::kDescription, true);
  }

  // "Federal Bureau of Investigation" is the FBI.
  void NoteAcronym(std::size_t core, std::size_t end, std::uint32_t name) {
    std::array<char, 8> letters{};
    std::size_t size = 0;
    for (std::size_t i = core; i < end && size < letters.size(); ++i) {
      if (IsCapital(i)) {
        letters[size++] = document_.text[tokens_[i].span.begin];
      }
    }
    if (size >= 3) {
      const std::string_view acronym(letters.data(), size);
      Put(Hash64(acronym) | 1, name);
      Put(Mix64(Hash64(acronym)) | 1, name);
    }
  }

  // --- people and pronouns -------------------------------------------------------------------

  void NotePerson(std::uint32_t name, const Sentence&) {
    if (subject_ == kNobody) {
      subject_ = name;
    }
    // The four last people, the latest first.
    const auto at = std::find(recent_.begin(), recent_.end(), name);
    std::rotate(recent_.begin(), at == recent_.end() ? recent_.end() - 1 : at,
                at == recent_.end() ? recent_.end() : at + 1);
    recent_[0] = name;
    ++people_in_sentence_;
  }

  bool Fits(std::uint32_t name, Gender gender) const {
    if (name == kNobody) {
      return false;
    }
    const Name& person = document_.names[name];
    return person.gender == gender || person.gender == Gender::kUnknown;
  }

  void VisitPronoun(std::size_t i, Gender gender) {
    std::uint32_t name = kNobody;
    std::size_t fitting = 0;
    // The subject of this sentence, of the last one, then who was named last.
    for (const std::uint32_t candidate : {subject_, last_subject_}) {
      if (name == kNobody && Fits(candidate, gender)) {
        name = candidate;
      }
    }
    for (const std::uint32_t candidate : recent_) {
      if (Fits(candidate, gender)) {
        ++fitting;
        name = name == kNobody ? candidate : name;
      }
    }
    std::uint32_t& unnamed = unnamed_[gender == Gender::kMale ? 0 : 1];
    if (name == kNobody) {
      if (unnamed == kNobody) {
        unnamed = static_cast<std::uint32_t>(document_.names.size());
        Name made;
        made.span = tokens_[i].span;
        made.kind = NameKind::kPerson;
        made.gender = gender;
        made.named = false;
        document_.names.push_back(made);
      }
      name = unnamed;
    } else if (fitting == 1) {
      document_.names[name].gender = gender;
    }
    if (subject_ == kNobody) {
      subject_ = name;
    }
    AddMention(tokens_[i].span, i, name, MentionKind::kPronoun, fitting <= 1);
  }

  void AddMention(Span span, std::size_t head, std::uint32_t name, MentionKind kind, bool certain) {
    Mention& mention = document_.mentions.emplace_back();
    mention.span = span;
    mention.name = name;
    mention.token = static_cast<std::uint32_t>(head);
    mention.kind = kind;
    mention.certain = certain;
    ++document_.names[name].mention_count;
  }

  const Vocabulary& vocabulary_;
  Document& document_;
  const std::vector<Token>& tokens_;
  const ClosedWords& closed_;
  std::vector<NameSlot>& index_;
  std::size_t used_ = 0;
  std::uint32_t subject_ = kNobody;
  std::uint32_t last_subject_ = kNobody;
  std::size_t people_in_sentence_ = 0;
  std::array<std::uint32_t, 4> recent_ = {kNobody, kNobody, kNobody, kNobody};
  std::array<std::uint32_t, 2> unnamed_ = {kNobody, kNobody};
};

}  // namespace

std::string_view NameKindName(NameKind kind) noexcept {
  switch (kind) {
    case NameKind::kPerson:
      return "person";
    case NameKind::kOrganization:
      return "organization";
    case NameKind::kPlace:
      return "place";
    case NameKind::kOther:
      break;
  }
  return "other";
}

void FindNames(const Vocabulary& vocabulary, Document& document) {
  document.names.clear();
  document.mentions.clear();
  document.name_tokens.clear();
  NameFinder(vocabulary, document).Run();
}

}  // namespace slant
