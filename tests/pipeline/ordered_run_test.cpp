#include "slant/pipeline/ordered_run.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "slant/base/random.h"

namespace slant {
namespace {

// Articles "0", "1" ...; every `bad`-th record is an error instead.
class Numbers : public ArticleReader {
 public:
  explicit Numbers(int count, int bad = 0) : count_(count), bad_(bad) {}
  Result<std::optional<Article>> Next() override {
    if (read_ == count_) {
      return std::optional<Article>();
    }
    const int number = read_++;
    if (bad_ > 0 && number % bad_ == 0) {
      return Error{ErrorCode::kMalformed, "bad", std::to_string(number)};
    }
    Article article;
    article.id = std::to_string(number);
    return std::optional<Article>(std::move(article));
  }
  int read() const { return read_; }

 private:
  int count_, bad_, read_ = 0;
};

// A worker that takes up to 0.3 ms, so that threads overtake each other.
auto SlowWorker() {
  return [random = Random(std::hash<std::thread::id>()(std::this_thread::get_id()))](
             Article article) mutable {
    std::this_thread::sleep_for(std::chrono::microseconds(random.Below(300)));
    return article.id;
  };
}

TEST(OrderedRunTest, KeepsTheOrderWhateverTheNumberOfThreads) {
  for (const int threads : {1, 2, 5, 16}) {
    for (const int count : {0, 1, 7, 8, 9, 500}) {
      Numbers reader(count, 10);
      int next = 0;
      RunOrdered<std::string>(reader, threads, SlowWorker, [&](Result<std::string> output) {
        EXPECT_EQ(static_cast<bool>(output), next % 10 != 0);
        EXPECT_EQ(output ? *output : output.error().source, std::to_string(next));
        ++next;
        return true;
      });
      EXPECT_EQ(next, count) << threads << " threads";
    }
  }
}

TEST(OrderedRunTest, StopsWhenTheSinkHasEnough) {
  for (const int threads : {1, 2, 5}) {
    Numbers reader(1'000'000);
    int seen = 0;
    RunOrdered<std::string>(reader, threads, SlowWorker,
                            [&](const Result<std::string>&) { return ++seen < 20; });
    EXPECT_EQ(seen, 20) << "nothing comes after the sink said stop";
    EXPECT_LE(reader.read(), 24 + 8 * 5 * threads) << "only the batches under way were read";
  }
}

TEST(OrderedRunTest, MakesOneWorkerAThread) {
  Numbers reader(100);
  std::atomic<int> made = 0;
  RunOrdered<std::string>(
      reader, 4, [&] { return ++made, SlowWorker(); },
      [](const Result<std::string>&) { return true; });
  EXPECT_EQ(made, 4);
}

}  // namespace
}  // namespace slant
