#include "slant/corpus/outlet_names.h"

#include <algorithm>

#include "slant/base/ascii.h"
#include "slant/corpus/byte_source.h"

namespace slant {

namespace data {
extern const std::string_view outlets;
}  // namespace data

namespace {

constexpr std::size_t kMostTableBytes = std::size_t{8} << 20;

std::string Key(std::string_view name) {
  std::string key;
  for (const char c : TrimAscii(name)) {
    key += LowerAscii(c);
  }
  if (key.starts_with("the ")) {
    key.erase(0, 4);
  }
  if (key.starts_with("www.")) {
    key.erase(0, 4);
  }
  return key;
}

// "https://www.example.com:80/a" -> "www.example.com"; a bare domain stays.
std::string_view HostOf(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) {
    url.remove_prefix(scheme + 3);
  } else if (url.starts_with("//")) {
    url.remove_prefix(2);
  }
  url = url.substr(0, url.find_first_of("/?#"));
  if (const std::size_t at = url.rfind('@'); at != std::string_view::npos) {
    url.remove_prefix(at + 1);
  }
  return url.substr(0, url.find(':'));
}

bool IsDomain(std::string_view name) {
  const bool letters = std::all_of(name.begin(), name.end(), [](char c) {
    return IsAsciiLower(c) || IsAsciiDigit(c) || c == '.' || c == '-';
  });
  const std::size_t dot = name.rfind('.');
  return letters && dot != std::string_view::npos && dot > 0 && name.size() - dot > 2;
}

}  // namespace

const std::shared_ptr<const OutletNames>& OutletNames::BuiltIn() {
  static const std::shared_ptr<const OutletNames> table = [] {
    auto names = std::make_shared<OutletNames>();
    // The project's own table; a test holds it against what Add accepts.
    [[maybe_unused]] const Status status = names->Add(data::outlets, "outlets.tsv");
    return names;
  }();
  return table;
}

Status OutletNames::Add(std::string_view table, const std::string& path) {
  std::size_t number = 0;
  if (table.starts_with("\xEF\xBB\xBF")) {
    table.remove_prefix(3);
  }
  while (!table.empty()) {
    std::string_view line = table.substr(0, table.find('\n'));
    table.remove_prefix(std::min(line.size() + 1, table.size()));
    ++number;
    if (TrimAscii(line).empty() || line.starts_with('#')) {
      continue;
    }
    const std::string_view name = TrimAscii(line.substr(0, line.find('\t')));
    if (name.empty() || line.find('\t') == std::string_view::npos) {
      return Error{ErrorCode::kMalformed,
                   "expected the name of an outlet, a tab, and a domain or another spelling; found "
                   "'" +
                       std::string(line.substr(0, 80)) + "'",
                   path + ":" + std::to_string(number)};
    }
    while (!line.empty()) {
      const std::string_view word = line.substr(0, line.find('\t'));
      line.remove_prefix(std::min(word.size() + 1, line.size()));
      if (std::string key = Key(word); !key.empty()) {
        names_[std::move(key)] = name;
      }
    }
  }
  return {};
}

Result<std::shared_ptr<const OutletNames>> OutletNames::WithFile(const std::string& path) {
  SLANT_ASSIGN_OR_RETURN(auto source, ByteSource::Open(path));
  SLANT_ASSIGN_OR_RETURN(const std::string table, source.ReadAll(kMostTableBytes));
  auto names = std::make_shared<OutletNames>(*BuiltIn());
  SLANT_RETURN_IF_ERROR(names->Add(table, path));
  return std::shared_ptr<const OutletNames>(std::move(names));
}

const std::string* OutletNames::Find(std::string_view key) const {
  const auto found = names_.find(std::string(key));
  return found == names_.end() ? nullptr : &found->second;
}

const std::string* OutletNames::FindDomain(std::string_view domain) const {
  // The longest known end of it, of at least two parts.
  while (domain.find('.') != std::string_view::npos) {
    if (const std::string* name = Find(domain)) {
      return name;
    }
    domain.remove_prefix(domain.find('.') + 1);
  }
  return nullptr;
}

std::string OutletNames::Canonical(std::string_view outlet, std::string_view url) const {
  const std::string host = Key(HostOf(url));
  if (TrimAscii(outlet).empty()) {
    outlet = host;
  } else if (outlet.find("://") != std::string_view::npos) {
    outlet = HostOf(outlet);
  }
  const std::string key = Key(outlet);
  const std::string* name = Find(key);
  if (name == nullptr && IsDomain(key)) {
    name = FindDomain(key);
  }
  if (name == nullptr && IsDomain(host)) {
    name = FindDomain(host);
  }
  if (name != nullptr) {
    return *name;
  }
  return IsDomain(key) ? key : std::string(TrimAscii(outlet));
}

}  // namespace slant
