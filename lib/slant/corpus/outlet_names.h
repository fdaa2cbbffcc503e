/// @file outlet_names.h
/// One name for each outlet, whatever a source calls it: "example.com" and "The Example".
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "slant/base/result.h"

namespace slant {

/// A table of names, domains and other spellings.  Immutable once shared; threads may share it.
class OutletNames {
 public:
  /// The table of the project (corpora/outlets/outlets.tsv), which is compiled in.
  static const std::shared_ptr<const OutletNames>& BuiltIn();

  /// Adds a table: lines of `name TAB other [TAB other...]`, where others are domains or spellings;
  /// `#` begins a comment line.  What it says goes before what was there.
  /// @return kMalformed for a line without a name or another word, with `path:line`.
  Status Add(std::string_view table, const std::string& path);

  /// A copy of the built-in table with a file's lines added; kNotFound, kIo, kMalformed.
  static Result<std::shared_ptr<const OutletNames>> WithFile(const std::string& path);

  /// The one name of an outlet.  Capitals, a leading "The" and "www." do not matter.  A domain is
  /// looked up with its parents (edition.example.com, example.com).  A name that the table does not
  /// know gives way to the domain of the address, if that is known; else it stays as it is, a
  /// domain without "www.".
  /// @param url the article's address, or empty; its domain is the outlet if `outlet` is empty.
  std::string Canonical(std::string_view outlet, std::string_view url) const;

 private:
  const std::string* Find(std::string_view key) const;
  const std::string* FindDomain(std::string_view domain) const;

  std::unordered_map<std::string, std::string> names_;  // by key
};

}  // namespace slant
