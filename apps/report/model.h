#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "apps/report/drawing/drawing.h"

/// What a report says and shows, without how: words are in its language already, numbers are
/// written out. PDF and HTML are made of this alone.
namespace solea::report {

enum class Kind : std::uint8_t { clinic, store, research };
enum class Paper : std::uint8_t { a4, letter };
enum class Language : std::uint8_t { en, de };

/// The ids "clinic", "a4", "en", ... as the command line has them. Throw std::invalid_argument for
/// another.
[[nodiscard]] Kind kind_of(std::string_view id);
[[nodiscard]] Paper paper_of(std::string_view id);
[[nodiscard]] Language language_of(std::string_view id);

enum class Align : std::uint8_t { left, right, centre };

/// A cell of a table. An undefined value is a dash with the reason.
struct Cell {
  std::string text;
  std::string why;  ///< of a dash; told on hover and, once for all of the same, below the table
  bool strong = false;
};

struct Column {
  std::string title;
  std::string unit;  ///< below the title, quiet
  Align align = Align::right;
  double share = 1;  ///< of the table's width
};

struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;  ///< a row of one cell is a heading over those below it
  std::string note;                     ///< below, small
};

/// The different reasons of a table's dashes, in order; each is told once below the table.
[[nodiscard]] std::vector<std::string> footnotes(const Table& table);
/// The mark of reason `number`, from 0: "¹".
[[nodiscard]] std::string footnote_mark(std::size_t number);
/// A cell's text with the mark of its reason.
[[nodiscard]] std::string cell_text(const Cell& cell, const std::vector<std::string>& reasons);

enum class Look : std::uint8_t {
  body,
  small,   ///< quiet and small: sources, definitions
  lead,    ///< large: what a store says
  notice,  ///< amber with a sign: what to know before reading on
};

struct Paragraph {
  std::string text;
  Look look = Look::body;
  std::string title;  ///< before the text, strong; may be empty
};

/// Pictures beside each other.
struct Pictures {
  std::vector<Drawing> drawings;
  bool hero = false;  ///< takes the height that the rest of its page leaves
};

/// A small picture with a table beside it.
struct Panel {
  std::string title;
  Drawing drawing;
  Table table;
};

/// Names and values, in two columns where there is room.
struct Facts {
  struct Fact {
    std::string name;
    std::string value;
  };
  std::vector<Fact> facts;
};

using Block = std::variant<Paragraph, Table, Pictures, Panel, Facts>;

struct Section {
  std::string title;  ///< may be empty
  std::vector<Block> blocks;
  bool new_page = false;
  bool keep_together = true;  ///< moves to the next page whole where it fits one
};

/// A picture as the bytes of a PNG, and its size.
struct Png {
  std::string bytes;
  int width_px = 0;
  int height_px = 0;
};

struct Report {
  Kind kind = Kind::clinic;
  Paper paper = Paper::a4;
  Language language = Language::en;
  std::string title;
  std::string subtitle;    ///< who
  std::string date;        ///< ISO 8601
  std::string date_words;  ///< as people of the language write it
  std::string place;
  Png logo;  ///< no bytes: none
  std::vector<Section> sections;
  std::string footer;     ///< on every page
  std::string page_word;  ///< "Page {} of {}"
};

}  // namespace solea::report
