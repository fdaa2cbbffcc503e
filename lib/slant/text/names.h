/// @file names.h
/// Who and what a text is about: names of people, organisations and places, with every later
/// mention (surname, "the mayor", pronoun), so that tone can be asked for each of them.
#pragma once

#include <cstdint>
#include <string_view>

#include "slant/base/span.h"

namespace slant {

struct Document;
class Vocabulary;

enum class NameKind : std::uint8_t { kPerson, kOrganization, kPlace, kOther };

/// "person", "organization", "place" or "other".
std::string_view NameKindName(NameKind kind) noexcept;

enum class Gender : std::uint8_t { kUnknown, kMale, kFemale };

/// Someone or something that the text names.  An unnamed one is known only by a pronoun or an
/// office whose bearer the text does not name ("he", "the mayor").
struct Name {
  Span span;                        ///< the fullest form, titles left out: "Ann Lee"
  std::uint32_t mention_count = 0;  ///< all mentions, pronouns included
  NameKind kind = NameKind::kOther;
  Gender gender = Gender::kUnknown;
  bool named = true;
};

enum class MentionKind : std::uint8_t {
  kName,         ///< "Sen. Ann Lee", "Lee", "Lee's" without the clitic
  kDescription,  ///< "the senator"
  kPronoun,      ///< "she", "her"
};

/// One place where the text speaks of a name.
struct Mention {
  Span span;
  std::uint32_t name = 0;   ///< index in Document::names
  std::uint32_t token = 0;  ///< its head: the last word of a name, the noun of a description
  MentionKind kind = MentionKind::kName;
  bool certain = true;  ///< false when more than one person fits a pronoun
};

/// Fills document.names (in order of first mention), document.mentions (in text order) and
/// document.name_tokens.  Needs tokens, looked up in `vocabulary`, quotations and sentences. Linear
/// in the tokens.  A document without names has none of them.
///
/// name_tokens are the words that must not be seen by what is to judge without respect of persons:
/// those of all mentions by name and, because a name that was overlooked would tell on its bearer,
/// every other word with a capital that is none of grammar, office or calendar.  Where a capital is
/// due anyway (at the head of a sentence, in a headline) it is one if Vocabulary::IsName.
void FindNames(const Vocabulary& vocabulary, Document& document);

}  // namespace slant
