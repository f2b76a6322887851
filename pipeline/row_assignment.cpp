#include "pipeline/row_assignment.h"

#include <algorithm>
#include <limits>

namespace hefu {
namespace {

/// The cheapest complete pairing of a square matrix; rows and columns are counted from 1 inside.
std::vector<std::size_t> cheapest(const std::vector<std::vector<double>>& cost) {
  const std::size_t n = cost.size();
  std::vector<double> of_row(n + 1, 0), of_column(n + 1, 0);
  std::vector<std::size_t> row_at(n + 1, 0), way(n + 1, 0);
  for (std::size_t row = 1; row <= n; ++row) {
    row_at[0] = row;
    std::size_t column = 0;
    std::vector<double> least(n + 1, std::numeric_limits<double>::max());
    std::vector<bool> done(n + 1, false);
    do {
      done[column] = true;
      std::size_t next = 0;
      double step = std::numeric_limits<double>::max();
      for (std::size_t j = 1; j <= n; ++j) {
        if (done[j]) continue;
        const double reduced = cost[row_at[column] - 1][j - 1] - of_row[row_at[column]] - of_column[j];
        if (reduced < least[j]) least[j] = reduced, way[j] = column;
        if (least[j] < step) step = least[j], next = j;
      }
      for (std::size_t j = 0; j <= n; ++j) {
        if (done[j])
          of_row[row_at[j]] += step, of_column[j] -= step;
        else
          least[j] -= step;
      }
      column = next;
    } while (row_at[column] != 0);
    while (column != 0) {
      row_at[column] = row_at[way[column]];
      column = way[column];
    }
  }
  std::vector<std::size_t> column_of(n, 0);
  for (std::size_t j = 1; j <= n; ++j) column_of[row_at[j] - 1] = j - 1;
  return column_of;
}

}  // namespace

std::vector<int> assign_rows(const std::vector<std::vector<double>>& gain, double least) {
  const std::size_t rows = gain.size(), columns = rows == 0 ? 0 : gain.front().size();
  const std::size_t n = std::max(rows, columns);
  std::vector<int> assigned(rows, -1);
  if (columns == 0) return assigned;
  // A pair that may not be made costs as much as none.
  std::vector<std::vector<double>> cost(n, std::vector<double>(n, 0));
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < columns; ++j)
      if (gain[i][j] >= least) cost[i][j] = -gain[i][j];
  const std::vector<std::size_t> column_of = cheapest(cost);
  for (std::size_t i = 0; i < rows; ++i)
    if (column_of[i] < columns && gain[i][column_of[i]] >= least)
      assigned[i] = static_cast<int>(column_of[i]);
  return assigned;
}

}  // namespace hefu
