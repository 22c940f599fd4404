"""How everything looks and is read: page layouts, components, forms, charts, and what the browser is allowed to do."""
