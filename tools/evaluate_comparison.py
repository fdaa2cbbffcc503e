"""The arithmetic of tools/evaluate-comparison: runs slant, reads its rows, prints figures."""
from evaluation_run import read, read_rows, rows_of, timed, write


def triples():
    records = []
    for part in ("train", "val"):
        for r in read("neus_allsides_triples", part + ".jsonl"):
            records.append({"id": r["id"] + "-neutral", "story": r["id"], "role": "neutral",
                            "title": r["neutral_title"], "text": r["neutral_text"]})
            records += [{"id": f"{r['id']}-{i}", "story": r["id"], "role": "slanted",
                         "title": s["title"], "text": s["text"]}
                        for i, s in enumerate(r["sources"])]
    path = write("triples.jsonl", records)
    print(f"neus_allsides_triples: {len(records) // 4} events; neutral less slanted, same story")
    metrics = "bias_p,biased_all,loaded_narration,opinion_narration"
    for row in rows_of("compare", "--by", "role", "--stories", "given", "--metric", metrics, path):
        if row["schema"] == "slant.difference/1" and row["matched"] == "story":
            sign = 1 if row["a"] == "neutral" else -1
            low, high = sorted((sign * row["low"], sign * row["high"]))
            print(f"  {row['metric']:<18} {sign * row['estimate']:+.3f} [{low:+.3f}, {high:+.3f}] "
                  f"g {sign * row['hedges_g']:+.2f} p {row['p']:.4f} stories {row['stories']}")
    scored = {row["article"]: row for row in rows_of("score", "--rows", "articles", path)}

    def mean_p(article):
        row = scored.get(article)
        return row["bias"]["mean_p"] if row else None

    def opinion(article):
        row = scored.get(article)
        return row["bias"]["opinion"] if row else None

    for name, value in (("bias.mean_p, headline included", mean_p), ("opinion", opinion)):
        less = ties = count = 0
        for r in records:
            if r["role"] != "neutral":
                continue
            own = value(r["id"])
            others = [v for v in (value(f"{r['story']}-{i}") for i in range(3)) if v is not None]
            if own is None or not others:
                continue
            count += 1
            less += own < sum(others) / len(others)
            ties += own == sum(others) / len(others)
        print(f"  {name}: the roundup is below the mean of its sources in {less / count:.1%} of "
              f"{count} (ties {ties / count:.1%})")


def kind(outlet):
    name = outlet.lower()
    if "opinion" in name or "editorial" in name:
        return "opinion section"
    if "- news" in name or "(news)" in name or "online news" in name or "web news" in name:
        return "news section"
    if outlet in ("Associated Press", "Reuters", "Agence France-Presse", "UPI"):
        return "wire agency"
    if outlet in ("Breitbart News", "Daily Kos", "The Daily Caller", "Salon", "Mother Jones",
                  "Townhall", "The Federalist", "Jacobin", "The Blaze", "HuffPost", "Slate",
                  "National Review", "American Spectator", "ThinkProgress", "AlterNet"):
        return "far outlet"
    return "other"


def articles():
    records = []
    for part in ("random_train", "random_valid", "random_unsplit"):
        for r in read("article_bias", part + ".jsonl.gz"):
            records.append({"id": r["id"], "outlet": r["outlet"], "date": r["date"],
                            "topic": r["topic"], "title": r["title"], "text": r["text"],
                            "section": kind(r["outlet"])})
    path = write("articles.jsonl", records)
    output, clock, _, memory = timed("compare", "--metric", "all", "--min-articles", "20", "--coverage", path)
    found = read_rows(output)
    print(f"article_bias: {len(records)} articles by outlet, all metrics, stories found: "
          f"{clock:.0f} s, {memory:.0f} MB, {len(found)} rows")
    for row in found:
        if row["schema"] == "slant.variance/1" and row["metric"] in (
                "tone_narration", "biased_narration", "opinion_narration"):
            print(f"  omega squared of {row['metric']}: topic {row['topic']:.3f}, story "
                  f"{row['story']:.3f}, outlet {row['outlet']:.3f}; alone {row['outlet_alone']:.3f}")
    for row in rows_of("compare", "--by", "section", "--kind", "all", "--metric",
                    "bias_p,biased_narration,loaded_narration,opinion_narration", path):
        if row["schema"] == "slant.comparison/1" and row["matched"] == "topic" and row["p"] is not None:
            print(f"  {row['metric']:<18} {row['outlet']:<16} {row['estimate']:+.3f} "
                  f"[{row['low']:+.3f}, {row['high']:+.3f}] n {row['articles']} q {row['q']:.4f}")


triples()
articles()
