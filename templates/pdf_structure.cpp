#include "templates/pdf_structure.h"

#include "templates/pdf_content.h"

namespace hefu {
namespace {

/// One element of the tree: a group of a page, or what holds several.
struct Node {
  const char* type = "";
  std::size_t parent = 0;
  std::vector<std::size_t> kids;
  std::size_t page = 0, group = 0;  // of a leaf
  bool leaf = false;
};

enum Fixed : std::size_t { root, document, parent_tree, first_free };

/// Builds the tree page by page. Numbers are places in `nodes`.
class Tree {
 public:
  explicit Tree(const Sheet& sheet) : nodes(first_free) {
    nodes[document].type = "Document";
    for (std::size_t page = 0; page < sheet.pages.size(); ++page) add_page(sheet.pages[page], page);
  }

  std::vector<Node> nodes;
  std::vector<std::vector<std::size_t>> leaves;  // by page, by group

 private:
  std::size_t add(const char* type, std::size_t parent) {
    nodes.push_back({type, parent, {}});
    nodes[parent].kids.push_back(nodes.size() - 1);
    return nodes.size() - 1;
  }

  void add_page(const Page& page, std::size_t number) {
    auto& own = leaves.emplace_back();
    int block = -1, row = -1;
    std::size_t table = 0, line = 0;
    for (std::size_t n = 0; n < page.groups.size(); ++n) {
      const TextGroup& group = page.groups[n];
      std::size_t parent = document;
      if (group.role == TextRole::header || group.role == TextRole::cell) {
        if (block != group.block) table = add("Table", document), block = group.block, row = -1;
        if (row != group.row) line = add("TR", table), row = group.row;
        parent = line;
      }
      Node& leaf = nodes[add(structure_type(group.role), parent)];
      leaf.leaf = true, leaf.page = number, leaf.group = n;
      own.push_back(nodes.size() - 1);
    }
  }
};

void add_number(std::string& text, std::size_t number) {
  const fmt::format_int digits(number);
  text.append(digits.data(), digits.size());
}

void add_reference(std::string& text, std::size_t number) {
  add_number(text, number);
  text += " 0 R";
}

void add_references(std::string& text, const std::vector<std::size_t>& places, std::size_t first) {
  text += '[';
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (i > 0) text += ' ';
    add_reference(text, first + places[i]);
  }
  text += ']';
}

void add_element(std::string& text, const Node& node, std::size_t first,
                 const std::vector<std::size_t>& pages) {
  text += "<</S/";
  text += node.type;
  text += "/P ";
  add_reference(text, first + node.parent);
  if (node.leaf) {
    text += "/Pg ";
    add_reference(text, pages[node.page]);
    text += "/K ";
    add_number(text, node.group);
    if (std::string_view(node.type) == "Figure") text += "/Alt<FEFF71677247>";  // 照片
  } else {
    text += "/K";
    add_references(text, node.kids, first);
  }
  text += ">>";
}

void add_root(std::string& text, const Tree& tree, std::size_t first) {
  text += "<</Type/StructTreeRoot/K ";
  add_reference(text, first + document);
  text += "/ParentTree ";
  add_reference(text, first + parent_tree);
  text += "/ParentTreeNextKey ";
  add_number(text, tree.leaves.size());
  text += ">>";
}

/// From a page's marked content back to its element.
void add_parent_tree(std::string& text, const Tree& tree, std::size_t first) {
  text += "<</Nums[";
  for (std::size_t page = 0; page < tree.leaves.size(); ++page) {
    add_number(text, page);
    add_references(text, tree.leaves[page], first);
  }
  text += "]>>";
}

}  // namespace

PackedObjects structure_objects(const Sheet& sheet, std::size_t first,
                                const std::vector<std::size_t>& pages) {
  const Tree tree(sheet);
  PackedObjects objects;
  if (tree.nodes.size() == first_free) return objects;
  constexpr std::size_t usual_element = 64;  // bytes
  objects.bodies.reserve(usual_element * tree.nodes.size());
  objects.starts.reserve(tree.nodes.size());
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    objects.starts.push_back(objects.bodies.size());
    if (i == root)
      add_root(objects.bodies, tree, first);
    else if (i == parent_tree)
      add_parent_tree(objects.bodies, tree, first);
    else
      add_element(objects.bodies, tree.nodes[i], first, pages);
  }
  return objects;
}

}  // namespace hefu
