/// @file cpu_clones.h
/// One function body, compiled for several instruction sets; the dynamic linker picks one at start.
#pragma once

/// Before a function: its body is compiled for AVX-512, AVX2 and the baseline.  Products are never
/// fused with sums (-ffp-contract=off), so all of them give the same bytes.  Sanitized builds have
/// only the baseline: their run-time is not ready yet when the picking happens.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(SLANT_SANITIZED)
#define SLANT_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define SLANT_CLONES
#endif
