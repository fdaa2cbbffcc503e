/// @file packed.h
/// Bytes as gzip, zstd and zip hold them, and records of WARC, for tests of reading them.
#pragma once

#include <zlib.h>
#include <zstd.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace slant {

inline std::string Gzip(const std::string& bytes) {
  z_stream state{};
  ::deflateInit2(&state, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(::deflateBound(&state, bytes.size()), '\0');
  state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  state.avail_in = static_cast<uInt>(bytes.size());
  state.next_out = reinterpret_cast<Bytef*>(out.data());
  state.avail_out = static_cast<uInt>(out.size());
  ::deflate(&state, Z_FINISH);
  out.resize(state.total_out);
  ::deflateEnd(&state);
  return out;
}

inline std::string Zstd(const std::string& bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

/// A zip archive of files (name, bytes), stored and not packed.
inline std::string Zip(const std::vector<std::pair<std::string, std::string>>& files) {
  const auto number = [](std::uint32_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i, value >>= 8) {
      out += static_cast<char>(value);
    }
    return out;
  };
  std::string out, directory;
  for (const auto& [name, bytes] : files) {
    const auto sum = static_cast<std::uint32_t>(
        ::crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
    const auto size = static_cast<std::uint32_t>(bytes.size());
    const std::string common = number(10, 2) + number(0, 8) + number(sum, 4) + number(size, 4) +
                               number(size, 4) +
                               number(static_cast<std::uint32_t>(name.size()), 2) + number(0, 2);
    directory += "PK\x01\x02" + number(10, 2) + common + number(0, 10) +
                 number(static_cast<std::uint32_t>(out.size()), 4) + name;
    out += "PK\x03\x04" + common + name + bytes;
  }
  const auto begin = static_cast<std::uint32_t>(out.size());
  const auto count = static_cast<std::uint32_t>(files.size());
  return out + directory + "PK\x05\x06" + number(0, 4) + number(count, 2) + number(count, 2) +
         number(static_cast<std::uint32_t>(directory.size()), 4) + number(begin, 4) + number(0, 2);
}

/// A record of WARC 1.0. @param length what its header says; -1: the truth.
inline std::string WarcRecord(const std::string& type, const std::string& url,
                              const std::string& block, long length = -1) {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + url +
         "\r\nWARC-Date: 2026-03-05T00:00:00Z\r\nContent-Type: application/http\r\n"
         "Content-Length: " +
         std::to_string(length < 0 ? static_cast<long>(block.size()) : length) + "\r\n\r\n" +
         block + "\r\n\r\n";
}

/// An answer of HTTP.
inline std::string HttpAnswer(const std::string& body,
                              const std::string& header = "Content-Type: text/html\r\n") {
  return "HTTP/1.1 200 OK\r\n" + header + "\r\n" + body;
}

}  // namespace slant
