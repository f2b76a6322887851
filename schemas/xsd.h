#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/element.h"

namespace hefu {

/// What one of our own schemas says of an element, for messages and for normalising: read from the .xsd file,
/// so that nothing is written down twice. Understands what our schemas use: named and inline types, sequence,
/// choice, all, extension.
class Xsd {
 public:
  struct Declaration {
    const Element* element = nullptr;  // xs:element or xs:attribute; null: there is none
    const Element* type = nullptr;     // xs:simpleType or xs:complexType; null: one of XML Schema's own types
    explicit operator bool() const { return element != nullptr; }
  };

  explicit Xsd(Element schema);
  Xsd(Xsd&&) = default;  // the types stay where they are
  Xsd(const Xsd&) = delete;

  std::string target_namespace() const { return schema_.attribute("targetNamespace"); }
  Declaration root(std::string_view name) const;
  /// The names of the elements that a document may start with.
  std::vector<std::string> roots() const;
  Declaration child(const Declaration& parent, std::string_view name) const;
  Declaration attribute(const Declaration& owner, std::string_view name) const;
  /// All elements that may stand inside, each once.
  std::vector<Declaration> children(const Declaration& parent) const;

  static bool repeats(const Declaration& declaration);
  /// How many times the element may occur in its place; 0: there is no bound, or no such element.
  static int most(const Declaration& declaration);
  /// The name of the declaration's type, without prefix; empty for an unnamed one.
  static std::string type_name(const Declaration& declaration);
  /// The values of an enumeration, the empty one left out.
  std::vector<std::string> allowed(const Declaration& declaration) const;
  /// xs:documentation of the declaration, else of its type: the format in words.
  std::string documentation(const Declaration& declaration) const;
  /// A facet's value, "maxLength" for instance; empty when there is none.
  std::string facet(const Declaration& declaration, std::string_view name) const;
  /// Whether the declaration or its type is marked as private by xs:appinfo.
  bool is_private(const Declaration& declaration) const;
  /// xs:appinfo of the declaration, else of its type.
  std::string appinfo(const Declaration& declaration) const;
  /// Names of all elements that may occur more than once in their place.
  std::vector<std::string> repeating_names() const;

 private:
  Declaration resolve(const Element* declaration) const;
  const Element* find_type(std::string_view name) const;
  const Element* find_in_content(const Element& type, std::string_view tag, std::string_view name) const;
  const Element* base_type(const Element& type) const;
  void collect_elements(const Element& type, std::vector<const Element*>& found) const;

  Element schema_;
  std::map<std::string, const Element*, std::less<>> types_;  // by name
};

/// The schema of that name ("schemas/application.xsd"), read once. Fails: throws Error(missing).
const Xsd& xsd(const std::string& schema);

}  // namespace hefu
