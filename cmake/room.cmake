# slant_room(NAME [DEPENDS rooms...] SOURCES files... [EMBED data files...] [LIBRARIES targets...])
#
# Declares one room: the static library slant_NAME of lib/slant/NAME.  DEPENDS may name only rooms
# declared above; that keeps the house one-way.  EMBED compiles data files of corpora/ into the room
# as `extern const std::string_view kData_<stem>` (see text_data.h.in).
set_property(GLOBAL PROPERTY SLANT_ROOMS "")

function(slant_room name)
  cmake_parse_arguments(ROOM "" "" "DEPENDS;SOURCES;EMBED;LIBRARIES" ${ARGN})
  if(ROOM_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "slant_room(${name}): do not know ${ROOM_UNPARSED_ARGUMENTS}")
  endif()
  get_property(above GLOBAL PROPERTY SLANT_ROOMS)
  foreach(room IN LISTS ROOM_DEPENDS)
    if(NOT room IN_LIST above)
      message(FATAL_ERROR
        "slant_room(${name}): '${room}' is not a room above it (there are: ${above})")
    endif()
  endforeach()

  set(sources ${ROOM_SOURCES})
  list(TRANSFORM sources PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/slant/${name}/)
  file(GLOB found CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/slant/${name}/*.cpp)
  foreach(file IN LISTS found)
    if(NOT file IN_LIST sources)
      message(FATAL_ERROR "slant_room(${name}): nobody builds ${file}")
    endif()
  endforeach()
  foreach(file IN LISTS ROOM_EMBED)
    slant_embed(${file} embedded)
    list(APPEND sources ${embedded})
  endforeach()

  add_library(slant_${name} STATIC ${sources})
  add_library(slant::${name} ALIAS slant_${name})
  set_target_properties(slant_${name} PROPERTIES EXPORT_NAME ${name})
  target_compile_features(slant_${name} PUBLIC cxx_std_20)
  target_include_directories(slant_${name} PUBLIC
    $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  list(TRANSFORM ROOM_DEPENDS PREPEND slant_)
  target_link_libraries(slant_${name} PUBLIC ${ROOM_DEPENDS} ${ROOM_LIBRARIES})
  target_link_libraries(slant_${name} PRIVATE $<BUILD_INTERFACE:slant_flags>)
  set_property(GLOBAL APPEND PROPERTY SLANT_ROOMS ${name})
endfunction()

# slant_embed(corpora/a/b-c.txt OUT): a generated source that defines slant::data::b_c, a
# std::string_view of the file's bytes.  A string literal holds 64 KiB at most in pieces of 16 KiB,
# which is plenty for what is compiled in: lists that the code cannot work without.
function(slant_embed file out)
  set(path ${PROJECT_SOURCE_DIR}/${file})
  set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
  get_filename_component(stem ${file} NAME_WE)
  string(MAKE_C_IDENTIFIER ${stem} symbol)
  file(READ ${path} bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  set(target ${PROJECT_BINARY_DIR}/embedded/${symbol}.cpp)
  file(CONFIGURE OUTPUT ${target} @ONLY CONTENT
"// Generated from ${file}; do not edit.
#include <string_view>
namespace slant::data {
namespace {
constexpr unsigned char kBytes[] = {@bytes@0};
}
extern const std::string_view @symbol@;
const std::string_view @symbol@(reinterpret_cast<const char*>(kBytes), sizeof(kBytes) - 1);
}  // namespace slant::data
")
  set(${out} ${target} PARENT_SCOPE)
endfunction()
