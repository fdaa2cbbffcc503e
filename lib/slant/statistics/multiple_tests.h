/// @file multiple_tests.h
/// Corrections for a family of tests.
#pragma once

#include <span>
#include <vector>

namespace slant {

/// Benjamini and Hochberg's adjusted p values (JRSS B 57, 1995), in the order of `p`: at most the
/// stated share of what is called different is not.
std::vector<double> BenjaminiHochberg(std::span<const double> p);

/// Holm's adjusted p values ("A simple sequentially rejective multiple test procedure",
/// Scandinavian Journal of Statistics 6, 1979), in the order of `p`: the chance of one false call
/// or more in the whole family.
std::vector<double> Holm(std::span<const double> p);

}  // namespace slant
