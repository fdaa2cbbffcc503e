/// @file ordered_run.h
/// Many threads over one reader, results in the reader's order.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "slant/corpus/article_reader.h"

namespace slant {

/// Runs every article of `reader` through `work` and hands what it makes to `sink`, in the order of
/// the articles, whatever the number of threads.
///
/// Articles travel in batches.  At most a few batches for each thread are under way, so memory
/// depends on the number of threads and not on the input.
/// @param make_worker called once a thread; returns a callable (Article) -> Output.
/// @param sink called on the calling thread with Result<Output>: the error of a record that could
///        not be read, or the output.  Returns false to stop early.
template <typename Output, typename MakeWorker>
void RunOrdered(ArticleReader& reader, int threads, MakeWorker&& make_worker,
                const std::function<bool(Result<Output>)>& sink) {
  constexpr std::size_t kBatch = 8;         // articles; large enough that locks cost nothing
  constexpr std::size_t kBatchesAhead = 4;  // a thread
  using Input = std::vector<Result<Draft>>;
  const auto read_batch = [&](Input& batch) {
    batch.clear();
    while (batch.size() < kBatch) {
      auto next = reader.NextDraft();
      if (!next) {
        batch.emplace_back(next.error());
      } else if (next->has_value()) {
        batch.emplace_back(std::move(**next));
      } else {
        return false;
      }
    }
    return true;
  };
  const auto run_batch = [&reader](auto& worker, Input& input) {
    std::vector<Result<Output>> output;
    output.reserve(input.size());
    for (Result<Draft>& draft : input) {
      auto article = draft ? reader.Finish(std::move(draft).value()) : draft.error();
      if (article) {
        output.emplace_back(worker(std::move(article).value()));
      } else {
        output.emplace_back(article.error());
      }
    }
    return output;
  };

  if (threads <= 1) {
    auto worker = make_worker();
    Input batch;
    for (bool more = true; more;) {
      more = read_batch(batch);
      for (Result<Output>& output : run_batch(worker, batch)) {
        if (!sink(std::move(output))) {
          return;
        }
      }
    }
    return;
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::size_t read = 0;     // batches taken from the reader
  std::size_t written = 0;  // batches given to the sink
  bool end = false;         // the reader has no more, or the sink wants no more
  std::map<std::size_t, std::vector<Result<Output>>> done;
  const std::size_t most_ahead = kBatchesAhead * static_cast<std::size_t>(threads);

  std::vector<std::thread> pool;
  for (int t = 0; t < threads; ++t) {
    pool.emplace_back([&] {
      auto worker = make_worker();
      Input batch;
      while (true) {
        std::size_t number = 0;
        {
          std::unique_lock lock(mutex);
          changed.wait(lock, [&] { return end || read - written < most_ahead; });
          if (end) {
            return;
          }
          // Reading under the lock keeps the order; it is a small part of the work.
          end = !read_batch(batch);
          number = read++;
        }
        auto output = run_batch(worker, batch);
        std::lock_guard lock(mutex);
        done.emplace(number, std::move(output));
        changed.notify_all();
      }
    });
  }
  while (true) {
    std::vector<Result<Output>> output;
    {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return done.contains(written) || (end && written == read); });
      if (!done.contains(written)) {
        break;
      }
      output = std::move(done.extract(written).mapped());
    }
    bool go_on = true;
    for (std::size_t i = 0; i < output.size() && go_on; ++i) {
      go_on = sink(std::move(output[i]));
    }
    std::lock_guard lock(mutex);
    ++written;
    if (!go_on) {
      end = true;
      changed.notify_all();
      break;
    }
    changed.notify_all();
  }
  changed.notify_all();
  for (std::thread& thread : pool) {
    thread.join();
  }
}

}  // namespace slant
