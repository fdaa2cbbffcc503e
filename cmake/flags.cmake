# Flags for slant's own targets, as one interface target: nothing is set globally, so that slant can
# be a part of another project.
add_library(slant_flags INTERFACE)
target_compile_options(slant_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  # One product, one rounding: the same bytes come out with and without fused multiply-add.
  -ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 warns of overlapping copies inside std::string where there are none (its bug 105329).
  target_compile_options(slant_flags INTERFACE -Wno-restrict)
endif()
if(SLANT_WERROR)
  target_compile_options(slant_flags INTERFACE -Werror)
endif()
if(SLANT_SANITIZE)
  target_compile_options(slant_flags INTERFACE
    -fsanitize=${SLANT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(slant_flags INTERFACE -fsanitize=${SLANT_SANITIZE})
  target_compile_definitions(slant_flags INTERFACE SLANT_SANITIZED=1)
endif()
