#include "slant/corpus/input_digest.h"

#include <sha256.h>
#include <sys/types.h>

#include <array>

namespace slant {

struct InputDigest::State {
  SHA2_CTX context;
};

InputDigest::InputDigest() : state_(std::make_unique<State>()) { SHA256Init(&state_->context); }
InputDigest::~InputDigest() = default;

void InputDigest::Add(std::string_view bytes) {
  bytes_ += bytes.size();
  SHA256Update(&state_->context, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::string InputDigest::Sha256() const {
  SHA2_CTX copy = state_->context;
  std::array<char, SHA256_DIGEST_STRING_LENGTH> hex{};
  SHA256End(&copy, hex.data());
  return std::string(hex.data());
}

}  // namespace slant
