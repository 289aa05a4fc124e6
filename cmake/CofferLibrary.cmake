# One folder of src/ is one library, `coffer_<name>`, and one test program, `coffer_<name>_test`.
#
#   coffer_library(NAME SOURCES a.cc … [TESTS a_test.cc …] [DEPENDS base json …] [LINK fmt::fmt …] [TEST_LINK …])
#
# DEPENDS names other folders (public); LINK foreign parts (private to the folder, which wraps them).
# Precompiled headers make half of the build: the standard library's for all, Boost.JSON's for the folders that depend on json.

# Without sanitizers, for the program that scripts run in.
add_library(coffer_unsanitized_options INTERFACE)
target_include_directories(coffer_unsanitized_options INTERFACE "${CMAKE_SOURCE_DIR}/src")
target_compile_options(coffer_unsanitized_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast
                       $<$<BOOL:${COFFER_WERROR}>:-Werror> -fstack-protector-strong)
target_link_options(coffer_unsanitized_options INTERFACE -Wl,-z,relro,-z,now)
target_compile_definitions(coffer_unsanitized_options INTERFACE $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)

add_library(coffer_options INTERFACE)
target_link_libraries(coffer_options INTERFACE coffer_unsanitized_options)
if(COFFER_FUZZ)
  target_compile_options(coffer_options INTERFACE -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
                         -fno-omit-frame-pointer)
  target_link_options(coffer_options INTERFACE -fsanitize=address,undefined)
elseif(COFFER_SANITIZE)
  target_compile_options(coffer_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(coffer_options INTERFACE -fsanitize=address,undefined)
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
  elseif(name STREQUAL json)
    target_precompile_headers(${library} PRIVATE ${COFFER_STD_HEADERS} <boost/json.hpp>)
  elseif(coffer_json IN_LIST ARG_DEPENDS)
    target_precompile_headers(${library} REUSE_FROM coffer_json)
  else()
    target_precompile_headers(${library} REUSE_FROM coffer_base)
  endif()
  if(ARG_TESTS AND BUILD_TESTING)
    coffer_test(${library}_test SOURCES ${ARG_TESTS} LINK ${library} ${ARG_TEST_LINK} ${ARG_DEPENDS})
  endif()
endfunction()

# A GoogleTest program; every TEST in it is a test of ctest.
function(coffer_test target)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${target} ${ARG_SOURCES})
  target_link_libraries(${target} PRIVATE ${ARG_LINK} GTest::gmock GTest::gtest_main)
  if(target STREQUAL coffer_base_test)
    target_precompile_headers(${target} PRIVATE ${COFFER_STD_HEADERS} <gtest/gtest.h> <gmock/gmock.h>)
  elseif(target STREQUAL coffer_json_test)
    target_precompile_headers(${target} PRIVATE ${COFFER_STD_HEADERS} <gtest/gtest.h> <gmock/gmock.h> <boost/json.hpp>)
  elseif(coffer_json IN_LIST ARG_LINK)
    target_precompile_headers(${target} REUSE_FROM coffer_json_test)
  else()
    target_precompile_headers(${target} REUSE_FROM coffer_base_test)
  endif()
  gtest_discover_tests(${target} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60)
endfunction()
include(GoogleTest)

# A test in Python, run by pytest with the programs under test named in its environment (and what ENVIRONMENT adds).
# tools/setup --tests makes the interpreter, in build/venv.
find_program(COFFER_PYTHON python3 DOC "Python with the packages of tests/requirements.txt")
function(coffer_pytest name file)
  cmake_parse_arguments(ARG "" "" "ENVIRONMENT" ${ARGN})
  add_test(NAME ${name} COMMAND ${COFFER_PYTHON} -m pytest -q -p no:cacheprovider ${CMAKE_SOURCE_DIR}/${file})
  set_property(TEST ${name} PROPERTY ENVIRONMENT
    COFFER_BIN=${CMAKE_BINARY_DIR}/bin/coffer COFFER_STAND_IN=${CMAKE_BINARY_DIR}/libexec/coffer/coffer-stand-in
    COFFER_NEWMAN=${CMAKE_SOURCE_DIR}/build/newman/node_modules/.bin/newman
    COFFER_NEWER_NEWMAN=${CMAKE_SOURCE_DIR}/build/newer-newman/node_modules/.bin/newman PYTHONDONTWRITEBYTECODE=1 ${ARG_ENVIRONMENT})
endfunction()
