# One folder of src/ is one library, `coffer_<name>`, and one test program, `coffer_<name>_test`.
#
#   coffer_library(NAME SOURCES a.cc … [TESTS a_test.cc …] [DEPENDS base json …] [LINK fmt::fmt …] [TEST_LINK …])
#
# DEPENDS names other folders (public); LINK foreign parts (private to the folder, which wraps them).

add_library(coffer_options INTERFACE)
target_include_directories(coffer_options INTERFACE "${CMAKE_SOURCE_DIR}/src")
target_compile_options(coffer_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast
                       $<$<BOOL:${COFFER_WERROR}>:-Werror> -fstack-protector-strong)
target_link_options(coffer_options INTERFACE -Wl,-z,relro,-z,now)
if(COFFER_SANITIZE)
  target_compile_options(coffer_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(coffer_options INTERFACE -fsanitize=address,undefined)
else()
  target_compile_definitions(coffer_options INTERFACE $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
endif()

# Boost and CLI11 are not ours to warn about; Boost.JSON and Boost.URL are linked, never header-only.
target_compile_definitions(coffer_options INTERFACE BOOST_NO_CXX98_FUNCTION_BASE)

set(COFFER_STD_HEADERS <algorithm> <array> <chrono> <cstdint> <functional> <map> <memory> <optional> <span> <string>
    <string_view> <utility> <variant> <vector> <fmt/format.h>)

function(coffer_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;TESTS;DEPENDS;LINK;TEST_LINK" ${ARGN})
  set(library coffer_${name})
  add_library(${library} STATIC ${ARG_SOURCES})
  list(TRANSFORM ARG_DEPENDS PREPEND coffer_)
  target_link_libraries(${library} PUBLIC coffer_options ${ARG_DEPENDS} fmt::fmt PRIVATE ${ARG_LINK})
  if(name STREQUAL base)
    target_precompile_headers(${library} PRIVATE ${COFFER_STD_HEADERS})
  else()
    target_precompile_headers(${library} REUSE_FROM coffer_base)
  endif()
  if(ARG_TESTS AND BUILD_TESTING)
    coffer_test(${library}_test SOURCES ${ARG_TESTS} LINK ${library} ${ARG_TEST_LINK})
  endif()
endfunction()

# A GoogleTest program; every TEST in it is a test of ctest.
function(coffer_test target)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${target} ${ARG_SOURCES})
  target_link_libraries(${target} PRIVATE ${ARG_LINK} GTest::gmock GTest::gtest_main)
  if(target STREQUAL coffer_base_test)
    target_precompile_headers(${target} PRIVATE ${COFFER_STD_HEADERS} <gtest/gtest.h> <gmock/gmock.h>)
  else()
    target_precompile_headers(${target} REUSE_FROM coffer_base_test)
  endif()
  gtest_discover_tests(${target} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60)
endfunction()
include(GoogleTest)
